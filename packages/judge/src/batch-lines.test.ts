import { expect, test } from 'vitest';
import { readBatchLine, writeBatchLine } from './batch-lines.ts';

const KEY = 'sk-secret-of-the-operator';
const read = (line: object) => readBatchLine(JSON.stringify({ custom_id: 'a', ...line }), KEY);
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
			text: '[[A>B]]',
			finishReason: 'stop',
			model: 'judge-1',
			promptTokens: 10,
			completionTokens: 2,
			requestId: 'req_1',
		},
	});
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
	['a 200 that is no completion', response(200, { choices: [] }), 'server', false],
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
	expect(readBatchLine('', KEY)).toBeUndefined();
	expect(readBatchLine('{"custom_id":', KEY)).toBeUndefined();
	expect(readBatchLine('{"id":"a"}', KEY)).toBeUndefined();
	const told = read({ response: null, error: { message: `bad key ${KEY}` } })?.result;
	expect(JSON.stringify(told)).not.toContain(KEY);
});
