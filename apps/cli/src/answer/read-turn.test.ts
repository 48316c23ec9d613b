import { readReply } from '@codejoust/judge/reply/read-reply';
import { asAskResult } from '@codejoust/judge/endpoint/as-ask-result';
import { expect, test } from 'vitest';
import { readTurn } from './read-turn.ts';

const NO_CALL = { requestId: 'req_1', latencyMs: 12.4, limits: {} };
const PROMPT = [{ role: 'user', content: 'Reverse a list.' }] as const;

function read(
	status: number,
	body: unknown,
	messages: readonly { role: 'user'; content: string }[] = PROMPT,
) {
	const context = { apiKey: 'sk-secret', nowMs: 0, endsWell: () => true };
	const reply = readReply({ status, headers: { get: () => null }, body }, context);
	const result = { ...asAskResult(reply), ...NO_CALL };
	return readTurn(result, messages, { at: new Date(0), isBatch: false });
}

const completion = (
	message: unknown,
	finish_reason: string | null = 'stop',
	prompt_tokens = 900,
) => ({
	model: 'm-2026',
	choices: [{ message, finish_reason }],
	usage: { prompt_tokens, completion_tokens: 7 },
});

test('an answer keeps what is known of its call', () => {
	expect(read(200, completion({ content: 'Use [::-1].' }))).toEqual({
		kind: 'said',
		reply: {
			text: 'Use [::-1].',
			thinking: null,
			end: 'whole',
			finish_reason: 'stop',
			model: 'm-2026',
			prompt_tokens: 900,
			completion_tokens: 7,
			request_id: 'req_1',
			latency_ms: 12,
			answered_at: '1970-01-01T00:00:00.000Z',
			is_repaired: false,
		},
	});
});

const said = (text: string, end: string, thinking: string | null = null) => ({
	kind: 'said',
	reply: { text, end, thinking },
});

test.each([
	['a cut reply', completion({ content: 'def f(' }, 'length'), said('def f(', 'cut')],
	['an empty one', completion({ content: '' }), said('', 'empty')],
	['none at all', completion({ content: null }), said('', 'empty')],
	[
		'reasoning alone',
		completion({ content: null, reasoning_content: 'Hm.' }),
		said('', 'empty', 'Hm.'),
	],
	[
		'reasoning in a field',
		completion({ content: 'Yes.', reasoning: 'Hm.' }),
		said('Yes.', 'whole', 'Hm.'),
	],
	[
		'tags',
		completion({ content: '<think>\nHm.\n</think>\n\n  Yes.' }),
		said('  Yes.', 'whole', 'Hm.'),
	],
	['an open tag', completion({ content: '<think>\nHm' }, 'length'), said('', 'cut', 'Hm')],
	[
		'parts',
		completion({
			content: [
				{ type: 'thinking', thinking: 'Hm.' },
				{ type: 'text', text: 'Yes.' },
			],
		}),
		said('Yes.', 'whole', 'Hm.'),
	],
	['the model’s refusal', completion({ content: null, refusal: 'No.' }), said('No.', 'refused')],
	[
		'a call of a tool',
		completion({ content: null, tool_calls: [{}] }, 'tool_calls'),
		said('', 'empty'),
	],
	['an end without a name', completion({ content: 'Yes.' }, null), said('Yes.', 'unknown')],
])('%s is an answer, and is marked as what it is', (_name, body, expected) => {
	expect(read(200, body)).toMatchObject(expected);
});

test.each([
	['a filter', 200, completion({ content: 'Part' }, 'content_filter'), 'filtered'],
	[
		'a filtered prompt',
		400,
		{ error: { code: 'content_filter', message: 'Filtered.' } },
		'filtered',
	],
	['a wrong key', 401, { error: { message: 'Bad key sk-secret' } }, 'auth'],
	['an error with a 200', 200, { error: { message: 'Overloaded', code: 502 } }, 'server'],
	['a page', 200, '<html>502</html>', 'unreadable'],
	['a broken upstream', 200, completion({ content: 'Half' }, 'error'), 'broken-off'],
	['an answer above the limit', 200, completion({ content: 'x'.repeat(1_048_577) }), 'too-large'],
])('%s is a missing answer with its reason, and no text', (_name, status, body, reason) => {
	const turn = read(status, body);
	expect(turn).toMatchObject({ kind: 'missing', reason });
	expect(JSON.stringify(turn)).not.toContain('sk-secret');
});

test('a reply to a part of the question is a missing answer', () => {
	const long = [{ role: 'user', content: 'one word after the other '.repeat(2_000) }] as const;
	expect(read(200, completion({ content: 'Yes.' }), long)).toMatchObject({ reason: 'prompt-cut' });
});

test('characters that no file may hold are replaced, and that is said', () => {
	const turn = read(200, completion({ content: 'a\0b \ud800' }));
	expect(turn).toMatchObject({ reply: { text: 'a\uFFFDb \uFFFD', is_repaired: true } });
});
