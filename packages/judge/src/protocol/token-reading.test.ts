import { expect, test } from 'vitest';
import { says, stream, read as readBody, whole } from '../reply/test-replies.ts';
import { protocolOf } from './kinds.ts';
import { defaultTokenJudge } from './token-default.ts';
import { explainUnread } from './token-reading.ts';

const protocol = protocolOf(defaultTokenJudge('judge-1'));

type Entry = { token: unknown; logprob: unknown };
const entry = (token: unknown, probability: number): Entry => ({
	token,
	logprob: Math.log(probability),
});
/** A first token in the form of a chat completion: the sampled one, and the list. */
const chat = (list: unknown, sampled: object = entry('A', 0.9)) => ({
	content: [{ ...sampled, bytes: [65], top_logprobs: list }],
	refusal: null,
});
const said = (logprobs: unknown, message: object = { content: 'A' }, choice: object = {}) =>
	says(message, { logprobs, finish_reason: 'length', ...choice });

/** What a judge makes of a body: its label with the preference to three places, or the reason. */
function judge(body: unknown): string {
	const reply = readBody(body);
	if (reply.kind === 'error') return reply.errorClass;
	if (reply.kind === 'trouble' && reply.trouble.reason !== 'truncated') return reply.trouble.reason;
	const judgment = protocol.read(reply.said);
	if (judgment.kind === 'unscored') return judgment.reason;
	return 'rating' in judgment ? '' : `${judgment.verdict} ${judgment.preference?.toFixed(3)}`;
}

const REST = [entry('The', 0.02), entry('Both', 0.01)];

test.each<readonly [string, unknown, string]>([
	['both letters', said(chat([entry('A', 0.72), entry('B', 0.24), ...REST])), 'A>B 0.750'],
	[
		'letters with and without a blank, in both cases',
		said(
			chat([
				entry('A', 0.3),
				entry(' A', 0.2),
				entry('a', 0.1),
				entry('B', 0.1),
				entry(' b', 0.1),
				entry('\nB', 0.1),
				...REST,
			]),
		),
		'A>B 0.667',
	],
	[
		'letters in quotation marks, brackets, emphasis, with a full stop',
		said(
			chat(
				[
					entry('"B', 0.2),
					entry('[B', 0.2),
					entry('**B', 0.1),
					entry('B.', 0.1),
					entry('(A)', 0.3),
					...REST,
				],
				{},
			),
		),
		'B>A 0.333',
	],
	[
		'words that begin with a letter',
		said(chat([entry('Assistant', 0.6), entry('A', 0.2), entry('B', 0.1)])),
		'low-mass',
	],
	[
		'a label of another kind of judge',
		said(chat([entry('A>B', 0.9), entry('A', 0.05)])),
		'low-mass',
	],
	['a preference near one half', said(chat([entry('A', 0.55), entry('B', 0.45)])), 'A=B 0.550'],
	['no temperature left', said(chat([entry('B', 1)], entry('B', 1))), 'B>A 0.000'],
	[
		'a mass below one half',
		said(chat([entry('A', 0.3), entry('B', 0.19), entry('The', 0.5)])),
		'low-mass',
	],
	[
		'a mass of one half',
		said(chat([entry('A', 0.3), entry('B', 0.2), entry('The', 0.5)])),
		'A>B 0.600',
	],
	[
		'a reply that ended by itself',
		said(chat([entry('A', 0.9), entry('B', 0.1)]), {}, { finish_reason: 'stop' }),
		'empty',
	],
	[
		'several tokens',
		said(
			{
				content: [
					...chat([entry('B', 0.9), entry('A', 0.1)], entry('B', 0.9)).content,
					entry('.', 1),
				],
			},
			{ content: 'B.' },
			{ finish_reason: 'stop' },
		),
		'B>A 0.100',
	],
])('a first token with %s', (_, body, expected) => {
	expect(judge(body)).toBe(expected);
});

// The shapes are those of public reports; the values are made up.
test.each<readonly [string, unknown, string]>([
	[
		'llama-cpp-python 1787, vLLM 3179: a chat in the form of the old completions',
		said({
			tokens: ['A'],
			token_logprobs: [Math.log(0.8)],
			text_offset: [0],
			top_logprobs: [{ A: Math.log(0.8), '▁B': Math.log(0.2) }],
		}),
		'A>B 0.800',
	],
	[
		'the old completions themselves',
		whole({
			text: ' A',
			finish_reason: 'length',
			logprobs: { tokens: [' A'], top_logprobs: [{ ' A': Math.log(0.8), ' B': Math.log(0.2) }] },
		}),
		'A>B 0.800',
	],
	[
		'LMDeploy 2802: the sampled token is not in the list, and blanks are written Ġ',
		said(chat([entry('ĠB', 0.19), entry('The', 0.01)], entry('A', 0.8))),
		'A>B 0.808',
	],
	['Ollama 13638, llama.cpp 11346: null', said(null), 'no-logprobs'],
	['Ollama 16117: the field is left out', says({ content: 'A' }), 'no-logprobs'],
	['vLLM 4795: an empty list', said(chat([], entry('A', 0.6))), 'no-logprobs'],
	['LiteLLM 21932: null for the list', said(chat(null, entry('A', 0.6))), 'no-logprobs'],
	[
		'no list, and hardly anything left for the other letter',
		said(chat([], entry('A', 0.995))),
		'A>B 1.000',
	],
	[
		'Azure cuts the list to five without a word (deepeval 1261)',
		said(
			chat([
				entry('A', 0.6),
				entry(' A', 0.1),
				entry('B', 0.28),
				entry('The', 0.01),
				entry('a', 0.005),
			]),
		),
		'A>B 0.716',
	],
	[
		'a list that is cut where a letter may be hidden',
		said(chat([entry('A', 0.6), entry('The', 0.1)])),
		'no-logprobs',
	],
	[
		'SGLang 20323: null for what is impossible',
		said(chat([entry('A', 0.8), entry('B', 0.2), { token: ' B', logprob: null }])),
		'A>B 0.800',
	],
	[
		'null for a letter that may be probable',
		said(chat([entry('A', 0.6), { token: 'B', logprob: null }])),
		'no-logprobs',
	],
	[
		'vLLM 17637: −9999 for what is impossible, an empty token',
		said(chat([entry('A', 0.8), entry('B', 0.2), { token: '', logprob: -9999 }])),
		'A>B 0.800',
	],
	[
		'a reply that thinks first',
		said(chat([entry('A', 0.9), entry('B', 0.1)]), { content: 'A', reasoning_content: 'A loop.' }),
		'no-logprobs',
	],
])('a reply as in %s', (_, body, expected) => {
	expect(judge(body)).toBe(expected);
});

const MANY = Array.from({ length: 200_000 }, (_, at) => entry(`t${at}`, 1e-6));

test.each<readonly [string, unknown, string]>([
	[
		'numbers as texts',
		chat(
			[
				{ token: 'A', logprob: '-0.1' },
				{ token: 'B', logprob: '-2' },
			],
			{},
		),
		'low-mass',
	],
	[
		'positive logarithms',
		chat([
			{ token: 'A', logprob: 0.7 },
			{ token: 'B', logprob: 0.3 },
		]),
		'no-logprobs',
	],
	[
		'probabilities in place of logarithms',
		chat([
			{ token: 'A', logprob: 1 },
			{ token: 'B', logprob: 0 },
		]),
		'no-logprobs',
	],
	['a huge number', chat([{ token: 'A', logprob: 1e308 }, entry('B', 0.2)]), 'no-logprobs'],
	['a sum above 1', chat([entry('A', 0.9), entry('B', 0.9)]), 'no-logprobs'],
	[
		'the sampled token twice',
		chat([entry('A', 0.8), entry('A', 0.8), entry('B', 0.2)]),
		'A>B 0.800',
	],
	[
		'two tokens of one text',
		chat([entry('A', 0.5), entry('A', 0.3), entry('B', 0.2)]),
		'A>B 0.800',
	],
	['25 tokens', chat([entry('A', 0.7), entry('B', 0.2), ...MANY.slice(0, 23)]), 'A>B 0.778'],
	['200,000 tokens', chat([entry('A', 0.8), entry('B', 0.1), ...MANY]), 'no-logprobs'],
	[
		'tokens that are no texts',
		chat([entry(7, 0.9), entry(null, 0.1), entry('B', 1e-9)], {}),
		'low-mass',
	],
	['tokens of a megabyte', chat([entry('A'.repeat(1e6), 0.9), entry('B', 0.1)], {}), 'low-mass'],
	['a number for the list', chat(7, {}), 'no-logprobs'],
	['a text for all', 'A', 'no-logprobs'],
	['an empty list of positions', { content: [] }, 'no-logprobs'],
])('log-probabilities that are wrong are never scored wrongly: %s', (_, logprobs, expected) => {
	expect(judge(said(logprobs))).toBe(expected);
});

test('NaN in place of a number is no JSON, and no reply', () => {
	const body = JSON.stringify(said(chat([entry('A', 0.9), entry('B', 0.1)]))).replace(
		/"logprob":-0\.1\d*/,
		'"logprob":NaN',
	);
	expect(judge(body)).toBe('broken-off');
});

test('a refusal stays one, and an empty stream of text is no answer', () => {
	const logprobs = chat([entry('A', 0.9), entry('B', 0.1)]);
	expect(judge(said(logprobs, { content: null, refusal: 'No.' }))).toBe('refused');
	expect(judge(said(logprobs, { content: 'A' }, { finish_reason: 'content_filter' }))).toBe(
		'refused',
	);
	expect(judge(said(logprobs, { content: null }, { finish_reason: 'stop' }))).toBe('empty');
});

test('an event stream has the log-probabilities of its first text', () => {
	const first = chat([entry('A', 0.8), entry('B', 0.2)]);
	const later = chat([entry('A', 0.1), entry('B', 0.9)]);
	const chunks = [
		{
			choices: [{ index: 0, delta: { role: 'assistant', content: '' }, logprobs: { content: [] } }],
		},
		{ choices: [{ index: 0, delta: { content: 'A' }, logprobs: first }] },
		{ choices: [{ index: 0, delta: { content: '.' }, logprobs: later, finish_reason: 'stop' }] },
	];
	expect(judge(stream(...chunks))).toBe('A>B 0.800');
	expect(judge(stream(chunks[0] ?? {}, ...chunks.slice(2)))).toBe('B>A 0.100');
});

test('why a reply is unscored is a sentence', () => {
	expect(explainUnread({ text: 'A' })).toContain('no log-probabilities');
	expect(explainUnread({ text: 'A', thinking: 'Hm.' })).toContain('begins with thinking');
	const logprobs = [{ token: 'A', logprob: Math.log(0.25) }];
	expect(explainUnread({ text: 'A', logprobs })).toContain('0.250');
	expect(explainUnread({ text: 'A', logprobs: [{ token: 'A', logprob: 0 }] })).toBeUndefined();
});
