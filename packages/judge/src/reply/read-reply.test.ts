import { expect, test } from 'vitest';
import {
	DRAFT,
	VERDICT,
	delta,
	read,
	says,
	stream,
	summarise,
	text,
	usage,
	whole,
} from './test-replies.ts';

test.each<[string, unknown]>([
	['a string', says({ content: VERDICT })],
	['text of JSON', JSON.stringify(says({ content: VERDICT }))],
	['text of JSON after blanks', `\n \n${JSON.stringify(says({ content: VERDICT }))}`],
	['JSON written as a string', JSON.stringify(JSON.stringify(says({ content: VERDICT })))],
	['a list of one completion', [says({ content: VERDICT })]],
	['one part', says({ content: text(VERDICT) })],
	['a list of one part', says({ content: [text(VERDICT)] })],
	['a list of strings', says({ content: ['Both run.\n\n', 'My final verdict is: [[A>B]]'] })],
	['two parts', says({ content: [text('Both run.\n\n'), text('My final verdict is: [[A>B]]')] })],
	['a part of output', says({ content: [{ type: 'output_text', text: VERDICT }] })],
	['a part without a type', says({ content: [{ text: VERDICT }] })],
	['a part with a value', says({ content: [{ type: 'text', text: { value: VERDICT } }] })],
	[
		'a part with an unknown one',
		says({ content: [{ type: 'reference', ids: [1] }, text(VERDICT)] }),
	],
	['the field of the old API', whole({ text: VERDICT })],
	['a delta', whole({ delta: { content: VERDICT } })],
	['an empty error', says({ content: VERDICT }, { error: {} }, { error: null })],
	['an empty refusal', says({ content: VERDICT, refusal: '' })],
	['an empty list of tools', says({ content: VERDICT, tool_calls: [] })],
	['no usage', says({ content: VERDICT }, {}, { usage: null })],
	['no model', says({ content: VERDICT }, {}, { model: null })],
	[
		'an empty choice before it',
		{
			...says({ content: VERDICT }),
			choices: [
				{ finish_reason: 'stop', message: { content: '' } },
				{ index: 1, finish_reason: 'stop', message: { content: VERDICT } },
			],
		},
	],
	[
		'the same choice twice',
		{ choices: [...says({ content: VERDICT }).choices, ...says({ content: VERDICT }).choices] },
	],
	[
		'no word of its end, but a verdict at its end',
		says({ content: VERDICT }, { finish_reason: null }),
	],
	['the word null for its end', says({ content: VERDICT }, { finish_reason: 'null' })],
	['an empty word for its end', says({ content: VERDICT }, { finish_reason: '' })],
	[
		'an object for its end',
		says({ content: VERDICT }, { finish_reason: { type: 'stop', matched: 2 } }),
	],
	[
		'the end in another spelling',
		says({ content: VERDICT }, { finish_reason: undefined, finishReason: 'STOP' }),
	],
	['the end of another API', says({ content: VERDICT }, { finish_reason: 'end_turn' })],
	[
		'an event stream',
		stream(
			delta({ role: 'assistant' }),
			delta({ content: 'Both run.\n\nMy final ' }),
			delta({ content: 'verdict is: [[A>B]]' }),
			delta({}, { finish_reason: 'stop' }),
			{ choices: [], usage },
		),
	],
	[
		'an event stream with comments',
		`: PROCESSING\n\n${stream(delta({ content: VERDICT }, { finish_reason: 'stop' }))}`,
	],
])('%s is read', (_name, body) => {
	expect(summarise(read(body))).toEqual(['final', VERDICT]);
});

test.each<[string, object, string]>([
	['tags', { content: `<think>\n${DRAFT}\n</think>\n\n${VERDICT}` }, DRAFT],
	['a tag that only closes', { content: `${DRAFT}\n</think>\n${VERDICT}` }, DRAFT],
	['parts', { content: [{ type: 'thinking', thinking: [text(DRAFT)] }, text(VERDICT)] }, DRAFT],
	[
		'a part of a string',
		{ content: [{ type: 'thinking', thinking: DRAFT, closed: true }, text(VERDICT)] },
		DRAFT,
	],
	[
		'a part of reasoning',
		{
			content: [
				{ type: 'reasoning', summary: [{ type: 'summary_text', text: DRAFT }] },
				text(VERDICT),
			],
		},
		DRAFT,
	],
	['a marked part', { content: [{ text: DRAFT, thought: true }, text(VERDICT)] }, DRAFT],
	['a field', { content: VERDICT, reasoning_content: DRAFT }, DRAFT],
	[
		'two fields of one text',
		{ content: VERDICT, reasoning: DRAFT, reasoning_content: DRAFT },
		DRAFT,
	],
	[
		'details',
		{ content: VERDICT, reasoning_details: [{ type: 'reasoning.text', text: DRAFT }] },
		DRAFT,
	],
	[
		'channels',
		{
			content: `<|channel|>analysis<|message|>${DRAFT}<|end|><|start|>assistant<|channel|>final<|message|>${VERDICT}<|return|>`,
		},
		DRAFT,
	],
])('thinking in %s is kept apart, whatever labels it has', (_name, message, thinking) => {
	const reply = read(says(message));
	expect(summarise(reply)).toEqual(['final', VERDICT]);
	expect(reply).toMatchObject({ said: { thinking } });
});

test.each<[string, object, string, string]>([
	['no text', says({ content: '' }), 'empty', 'no text'],
	['null', says({ content: null }), 'empty', 'no text'],
	['no content', says({}), 'empty', 'no text'],
	['thinking alone', says({ content: `<think>${DRAFT}</think>\n` }), 'empty', 'no text'],
	[
		'text in a reasoning field',
		says({ content: '', reasoning_content: VERDICT }),
		'empty',
		'reasoning field',
	],
	[
		'parts of thinking',
		says({ content: [{ type: 'thinking', thinking: VERDICT }] }),
		'empty',
		'parts of thinking',
	],
	[
		'a call of a tool',
		says(
			{ content: null, tool_calls: [{ function: { name: 'vote', arguments: '{}' } }] },
			{ finish_reason: 'tool_calls' },
		),
		'empty',
		'a call of the tool "vote"',
	],
	[
		'a call of a function',
		says({ content: null, function_call: { name: 'vote' } }, { finish_reason: 'function_call' }),
		'empty',
		'"vote"',
	],
	['a cut text', says({ content: VERDICT }, { finish_reason: 'length' }), 'truncated', 'length'],
	[
		'a text cut at a limit of tokens',
		says({ content: VERDICT }, { finish_reason: 'MAX_TOKENS' }),
		'truncated',
		'MAX_TOKENS',
	],
	[
		'a text cut by the window',
		says({ content: VERDICT }, { finish_reason: 'model_context_window_exceeded' }),
		'truncated',
		'window',
	],
	[
		'nothing, cut',
		says({ content: null, reasoning_content: DRAFT }, { finish_reason: 'length' }),
		'truncated',
		'length',
	],
	['thinking that never closes', says({ content: `<think>\n${VERDICT}` }), 'truncated', 'thinking'],
	[
		'thinking that never closes and no word',
		says({ content: `<think>\n${VERDICT}` }, { finish_reason: null }),
		'truncated',
		'thinking',
	],
	[
		'a part of thinking that is not closed',
		says({ content: [{ type: 'thinking', thinking: VERDICT, closed: false }] }),
		'truncated',
		'thinking',
	],
	[
		'a channel without a final one',
		says({ content: `<|channel|>analysis<|message|>${VERDICT}` }),
		'truncated',
		'thinking',
	],
	['a refusal', says({ content: null, refusal: 'I cannot help.' }), 'refused', 'I cannot help.'],
	[
		'a part of a refusal',
		says({ content: [{ type: 'refusal', refusal: 'I cannot help.' }] }),
		'refused',
		'I cannot',
	],
	['a refusal beside a text', says({ content: VERDICT, refusal: 'No.' }), 'refused', 'No.'],
	[
		'a filtered text',
		says({ content: VERDICT }, { finish_reason: 'content_filter' }),
		'refused',
		'content_filter',
	],
	[
		'a text that safety stopped',
		says({ content: VERDICT }, { finish_reason: 'SAFETY' }),
		'refused',
		'SAFETY',
	],
	[
		'a text with a sensitive word',
		says({ content: VERDICT }, { finish_reason: 'sensitive' }),
		'refused',
		'sensitive',
	],
	[
		'one whole and one cut choice',
		{
			choices: [
				...says({ content: VERDICT }).choices,
				...says({ content: DRAFT }, { finish_reason: 'length' }).choices,
			],
		},
		'truncated',
		'length',
	],
])('%s is a named trouble, whatever labels it has', (_name, body, reason, words) => {
	const [named, said] = summarise(read(body));
	expect(named).toBe(reason);
	expect(said).toContain(words);
});

test('JSON under another type of content is read and flagged, and so are other oddities', () => {
	const flagsOf = (body: unknown, type = 'application/json; charset=utf-8') => {
		const reply = read(body, { 'content-type': type });
		return reply.kind === 'final' ? reply.said.flags : reply;
	};
	const usual = JSON.stringify(says({ content: VERDICT }));
	expect(flagsOf(usual)).toEqual([]);
	expect(flagsOf(usual, 'application/problem+json')).toEqual([]);
	expect(flagsOf(usual, 'text/plain')).toEqual(['not-json-type']);
	expect(flagsOf(usual, 'text/event-stream')).toEqual(['not-json-type']);
	expect(flagsOf(says({ content: VERDICT }, { finish_reason: null }))).toEqual([
		'no-finish-reason',
	]);
	expect(flagsOf(whole({ text: VERDICT }))).toEqual(['legacy-text']);
	expect(flagsOf(says({ content: VERDICT }, {}, { usage: { prompt_tokens: 0 } }))).toEqual([
		'prompt-tokens-unknown',
	]);
	const chunk = delta({ content: VERDICT }, { finish_reason: 'stop' });
	expect(flagsOf(stream({ ...chunk, usage }))).toEqual(['event-stream']);
});

test('of two choices that differ all labels count', () => {
	const second = { index: 1, finish_reason: 'stop', message: { content: 'So [[B>A]]' } };
	const reply = read({ choices: [...says({ content: VERDICT }).choices, second], usage });
	expect(reply).toMatchObject({ kind: 'final', said: { flags: ['several-choices'] } });
	expect(summarise(reply)[1]).toBe(`${VERDICT}\n\nSo [[B>A]]`);
});

test('usage is read under every name, and cached tokens apart', () => {
	const usageOf = (given: object) => {
		const reply = read(says({ content: VERDICT }, {}, { usage: given }));
		return reply.kind === 'final' ? reply.said.usage : reply;
	};
	const details = { prompt_tokens_details: { cached_tokens: 400 } };
	expect(usageOf({ ...usage, ...details })).toEqual({
		promptTokens: 500,
		completionTokens: 50,
		cachedTokens: 400,
	});
	expect(
		usageOf({
			input_tokens: 7,
			output_tokens: 8,
			cache_read_input_tokens: 9,
			cache_creation_input_tokens: 1,
		}),
	).toEqual({ promptTokens: 7, completionTokens: 8, cachedTokens: 10 });
	expect(usageOf({ prompt_tokens: '500', completion_tokens: 50.5 })).toEqual({});
});
