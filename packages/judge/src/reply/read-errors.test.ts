import { expect, test } from 'vitest';
import {
	DRAFT,
	KEY,
	VERDICT,
	delta,
	read,
	says,
	stream,
	summarise,
	usage,
} from './test-replies.ts';

test.each<[string, unknown, string, string]>([
	[
		'an error on the choice',
		says(
			{ content: DRAFT },
			{ finish_reason: 'error', error: { code: 502, message: 'Upstream gone' } },
		),
		'broken-off',
		'Upstream gone',
	],
	[
		'an error and a good end',
		says({ content: VERDICT }, { error: { message: 'gone' } }),
		'broken-off',
		'gone',
	],
	[
		'an error beside the choices',
		says({ content: VERDICT }, {}, { error: 'gone' }),
		'broken-off',
		'gone',
	],
	[
		'an error in the message',
		says({ content: VERDICT, error: { message: 'gone' } }),
		'broken-off',
		'gone',
	],
	[
		'an error of the rate',
		says({ content: DRAFT }, { error: { code: 429, message: 'Slow down' } }),
		'rate-limit',
		'Slow',
	],
	[
		'the end "error"',
		says({ content: VERDICT }, { finish_reason: 'error' }),
		'broken-off',
		'"error"',
	],
	[
		'the end "network_error"',
		says({ content: VERDICT }, { finish_reason: 'network_error' }),
		'broken-off',
		'network',
	],
	[
		'the end "insufficient_system_resource"',
		says({ content: VERDICT }, { finish_reason: 'insufficient_system_resource' }),
		'broken-off',
		'resource',
	],
	[
		'the end "cancelled"',
		says({ content: VERDICT }, { finish_reason: 'cancelled' }),
		'broken-off',
		'cancelled',
	],
	[
		'the end "abort"',
		says({ content: VERDICT }, { finish_reason: 'abort' }),
		'broken-off',
		'abort',
	],
	[
		'a call of a tool beside a text',
		says({ content: VERDICT, tool_calls: [{}] }, { finish_reason: 'tool_calls' }),
		'broken-off',
		'tool_calls',
	],
	[
		'no word of its end and a label in its midst',
		says({ content: `${DRAFT} But running` }, { finish_reason: null }),
		'broken-off',
		'how it ended',
	],
	[
		'no word of its end and a label that closes a sentence',
		says({ content: 'A first impression: it would be [[B>A]]' }, { finish_reason: null }),
		'broken-off',
		'how it ended',
	],
	[
		'no word of its end and no text',
		says({ content: '' }, { finish_reason: null }),
		'broken-off',
		'how it ended',
	],
	['half a JSON', '{"choices":[{"message":{"content":"[[A>B]]"', 'broken-off', 'complete JSON'],
	[
		'an event stream that breaks off',
		stream(delta({ content: DRAFT })),
		'broken-off',
		'how it ended',
	],
	[
		'an event stream with an error',
		stream(delta({ content: DRAFT }), { error: { code: 502, message: 'gone' }, choices: [] }),
		'broken-off',
		'gone',
	],
	['an event stream of something else', 'data: {"type":"ping"}\n\n', 'unreadable', 'event stream'],
	[
		'a page',
		'<html><head><title>504</title></head><body>Gateway</body></html>',
		'unreadable',
		'504 Gateway',
	],
	['a sentence', 'upstream connect error', 'unreadable', 'upstream connect error'],
	['nothing', '', 'unreadable', 'no body'],
	['a number', '17', 'unreadable', 'not a chat completion'],
	['no choices', { choices: [], usage }, 'unreadable', 'without a choice'],
	['null for choices', { choices: null }, 'unreadable', 'not a chat completion'],
	['a choice that is none', { choices: [null] }, 'unreadable', 'without a choice'],
	['another API', { output: [{ content: VERDICT }] }, 'unreadable', 'not a chat completion'],
	[
		'a sentence for an error',
		{ error: 'Unexpected endpoint or method. (POST /chat/completions)' },
		'unreadable',
		'Unexpected endpoint',
	],
	[
		'an error of the rate with a 200',
		{ error: { message: 'Rate limit exceeded: free', code: 'rate_limit_exceeded' } },
		'rate-limit',
		'Rate limit',
	],
	[
		'an error with a status',
		{ error: { message: 'Provider returned error', code: 502 } },
		'server',
		'Provider',
	],
	[
		'an error with a status of a key',
		{ error: { message: 'No auth', code: 401 } },
		'auth',
		'No auth',
	],
	[
		'an error of the model',
		{ error: { message: 'The model `x` does not exist', code: 'model_not_found' } },
		'model-gone',
		'does not exist',
	],
	[
		'an error in a list',
		[{ error: { message: 'Insufficient balance', code: 402 } }],
		'quota',
		'balance',
	],
])('%s is no reply', (_name, body, errorClass, words) => {
	const [named, said] = summarise(read(body));
	expect(named).toBe(errorClass);
	expect(said).toContain(words);
});

test('what broke off or cannot be read keeps 2,000 characters, its usage, and no key', () => {
	const long = `${KEY} ${'x'.repeat(5_000)}`;
	const broken = read(says({ content: long }, { finish_reason: 'error' }));
	expect(broken).toMatchObject({ said: { usage: { promptTokens: 500, completionTokens: 50 } } });
	const page = read(`<html>${long}`);
	for (const reply of [broken, page]) {
		if (reply.kind !== 'error') throw new Error('expected an error');
		expect(reply.said?.text.length).toBeLessThanOrEqual(2_000);
		expect(reply.said?.text).toContain('xxx');
		expect(JSON.stringify(reply)).not.toContain(KEY);
	}
});

test('a redirect names its address and what to do', () => {
	const reply = read('', { location: 'https://judge.example/v1/chat/completions' }, 308);
	expect(reply).toMatchObject({ kind: 'error', errorClass: 'bad-request', status: 308 });
	expect(summarise(reply)[1]).toContain('https://judge.example/v1/chat/completions');
});
