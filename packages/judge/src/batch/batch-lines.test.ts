import { expect, test } from 'vitest';
import { readBatchLine, writeBatchLine } from './batch-lines.ts';

const KEY = 'sk-secret-of-the-operator';
const CONTEXT = { apiKey: KEY, nowMs: 0 };
const read = (line: object) => readBatchLine(JSON.stringify({ custom_id: 'a', ...line }), CONTEXT);
const completion = (content: string) => ({
	model: 'judge-1',
	choices: [{ finish_reason: 'stop', message: { content } }],
	usage: { prompt_tokens: 10, completion_tokens: 2 },
});
const response = (status_code: number, body: unknown) => ({
	response: { status_code, request_id: 'req_1', body },
	error: null,
});

test('a line carries its id and its request on one line of its own', () => {
	const line = writeBatchLine('a', {
		model: 'judge-1',
		messages: [{ role: 'user', content: 'One\nTwo' }],
		max_tokens: 5,
	});
	expect(line.indexOf('\n')).toBe(line.length - 1);
	expect(JSON.parse(line)).toEqual({
		custom_id: 'a',
		method: 'POST',
		url: '/v1/chat/completions',
		body: { model: 'judge-1', messages: [{ role: 'user', content: 'One\nTwo' }], max_tokens: 5 },
	});
});

test('a completion in a line is read as a live one', () => {
	expect(read(response(200, completion('[[A>B]]')))).toMatchObject({
		id: 'a',
		result: {
			kind: 'reply',
			said: {
				text: '[[A>B]]',
				finishReason: 'stop',
				model: 'judge-1',
				usage: { promptTokens: 10, completionTokens: 2 },
			},
			requestId: 'req_1',
		},
	});
});

test('a line has the log-probabilities of its first token as a live reply has', () => {
	const [choice] = completion('A').choices;
	const top = [
		{ token: 'A', logprob: -0.1 },
		{ token: 'B', logprob: -2.5 },
	];
	const logprobs = { content: [{ ...top[0], top_logprobs: top }] };
	const body = { ...completion('A'), choices: [{ ...choice, finish_reason: 'length', logprobs }] };
	expect(read(response(200, body))).toMatchObject({
		result: { kind: 'reply', trouble: { reason: 'truncated' }, said: { logprobs: top } },
	});
});

test.each<[string, object, string, string]>([
	['an error on the choice', { error: { code: 502, message: 'gone' } }, 'broken-off', 'gone'],
	['an error of a sentence', { error: 'upstream went away' }, 'broken-off', 'went away'],
	['an error without a word', { error: true }, 'broken-off', 'interrupted'],
	['an error with a limit', { error: { code: 429, message: 'slow down' } }, 'rate-limit', 'slow'],
	['an error with a refusal', { error: { code: 403, message: 'no' } }, 'broken-off', 'no'],
	['the end "error"', { finish_reason: 'error' }, 'broken-off', '"error"'],
	['an end that nobody knows', { finish_reason: 'tool_calls' }, 'broken-off', '"tool_calls"'],
	['no word of its end', { finish_reason: null }, 'broken-off', 'how it ended'],
])('a completion with %s broke off: it is paid, and asked for again', (...row) => {
	const [, part, errorClass, words] = row;
	const { choices, ...body } = completion('At first [[A>B]], but');
	const line = read(response(200, { ...body, choices: [{ ...choices[0], ...part }] }));
	expect(line?.result).toMatchObject({
		kind: 'error',
		errorClass,
		message: expect.stringContaining(words) as string,
		isPermanent: false,
		isPaid: true,
		said: { text: 'At first [[A>B]], but', usage: { promptTokens: 10, completionTokens: 2 } },
	});
});

test('an error beside the choices says that a completion broke off; an empty one says nothing', () => {
	const kindOf = (error: unknown) => {
		const { result } = read(response(200, { ...completion('[[A>B]]'), error })) ?? {};
		return typeof result === 'object' ? result.kind : result;
	};
	expect([{ message: 'gone' }, 'gone', true].map(kindOf)).toEqual(['error', 'error', 'error']);
	expect([null, '', {}, false].map(kindOf)).toEqual(['reply', 'reply', 'reply', 'reply']);
});

test('a token count in a line that no call can have is none', () => {
	const usage = { prompt_tokens: 2 ** 53 - 1, completion_tokens: 2 };
	const line = read(response(200, { ...completion('[[A>B]]'), usage }));
	expect(line?.result).toMatchObject({ kind: 'reply', said: { usage: { completionTokens: 2 } } });
	expect(line?.result).not.toHaveProperty('said.usage.promptTokens');
});

test.each([2 ** 53 - 1, -1, 0, 99])('a line with the status %d is no line', (status) => {
	expect(read(response(status, completion('[[A>B]]')))).toBeUndefined();
});

test.each<[string, object, string, boolean]>([
	['429', response(429, { error: { message: 'slow down' } }), 'rate-limit', false],
	['429 for money', response(429, { error: { code: 'insufficient_quota' } }), 'quota', true],
	['400', response(400, { error: { message: 'no such parameter' } }), 'bad-request', true],
	[
		'a long prompt',
		response(400, { error: { code: 'context_length_exceeded' } }),
		'context-length',
		true,
	],
	['500 without a body', response(500, null), 'server', false],
	['a 200 that is no completion', response(200, { choices: [] }), 'unreadable', false],
	['an error of its own', { response: null, error: { code: 'server_error' } }, 'server', false],
	['nothing at all', {}, 'server', false],
])('a line with %s is an error of its class', (_name, line, errorClass, isPermanent) => {
	expect(read(line)?.result).toMatchObject({ kind: 'error', errorClass, isPermanent });
});

test.each(['batch_expired', 'batch_cancelled', 'batch_canceled'])(
	'a line with the code %s was not asked, which is no error of the judge',
	(code) => expect(read({ response: null, error: { code } })?.result).toBe('not-asked'),
);

test('what is no line of a result is none, and a provider’s words come without the key', () => {
	expect(readBatchLine('', CONTEXT)).toBeUndefined();
	expect(readBatchLine('{"custom_id":', CONTEXT)).toBeUndefined();
	expect(readBatchLine('{"id":"a"}', CONTEXT)).toBeUndefined();
	const told = read({ response: null, error: { message: `bad key ${KEY}` } })?.result;
	expect(JSON.stringify(told)).not.toContain(KEY);
});
