import { expect, test } from 'vitest';
import { finalText, joinThinking, splitThinking } from './final-text.ts';

test.each([
	['no thinking', 'no thinking'],
	['<think>\na\n</think>\n\nb', '\n\nb'],
	['<think></think>b', 'b'],
	['\n  <Think>a</Think> b', '\n   b'],
	['<thinking>a</thinking>b', 'b'],
	['<reasoning>a</reasoning>\n<thought>b</thought>c', '\nc'],
	['[THINK]a[/THINK]b', 'b'],
	['<mm:think>a</mm:think>b', 'b'],
	['<reason>a</reason>b', 'b'],
	['◁think▷a◁/think▷b', 'b'],
	['<think>a</think> <think>b</think>c', ' c'],
	['<think>a\n<think>b</think>\nc</think>d', 'd'],
	['<think>it opens with <think> itself</think>b', 'b'],
	['first\n<think>a</think>\nlast', 'first\n\nlast'],
	['a\n</think>\nb', '\nb'],
	['a</think>', ''],
	['<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final<|message|>b', 'b'],
	['<|channel|>final<|message|>b<|return|>', 'b'],
	[
		'<|start|>assistant<|channel|>commentary to=x <|message|>a<|call|><|channel|>final<|message|>b',
		'b',
	],
])('what %j says in the end is %j', (text, final) => {
	expect(finalText(text)).toBe(final);
});

test.each([
	'<think>',
	'<think>a',
	'first\n<think>a',
	'<think>a</think>\n<think>b',
	'<think>\n<think>a</think>',
	'<|channel|>analysis<|message|>so [[A>B]]',
	'<|channel|>analysis',
])('the thinking of %j never ends', (text) => expect(finalText(text)).toBeUndefined());

test.each([
	'Assistant A leaves a <think> in its answer.',
	'Assistant A leaves a </think> in its answer.',
	'[Think] of the reader.',
	'<thinker>a',
])('%j only speaks of thinking', (text) => {
	expect(finalText(text)).toBe(text);
});

test.each([
	['<think>a</think>b', 'a', 'b'],
	['<think>\na\n<think>b</think>\nc\n</think>d', 'a\n\nb\n\nc', 'd'],
	['<think>a\n\n<think>b', 'a\n\n<think>b', undefined],
	['b', '', 'b'],
])('the parts of %j are %j and %j', (text, thinking, final) => {
	const parts = splitThinking(text);
	expect(parts.final).toBe(final);
	if (final !== undefined) expect(parts.thinking).toBe(thinking);
});

test.each([
	['a', 'b'],
	['a </think> [[A>B]]', 'b'],
	['</think>\n<think>', '\n[[B>A]]'],
	['a', ''],
	['', 'b'],
	['  ', 'b'],
])('thinking %j joined with %j is found again, and never in the final text', (thinking, final) => {
	const parts = splitThinking(joinThinking(thinking, final));
	expect(parts.final?.trim()).toBe(final.trim());
	expect(parts.thinking.replaceAll('·', '')).toBe(thinking.trim());
});

test('a million characters of tags take no longer for each than ten thousand', () => {
	const perCharacter = (unit: string, characters: number) => {
		const text = unit.repeat(Math.ceil(characters / unit.length));
		const started = process.cpuUsage().user;
		finalText(text);
		return (process.cpuUsage().user - started) / text.length;
	};
	for (const unit of [
		'<think>',
		'</think>',
		'\n<think>',
		'</think> x',
		' <think>',
		'<think> </think>',
		' ',
	]) {
		perCharacter(unit, 10_000);
		expect(perCharacter(unit, 1_000_000)).toBeLessThan(5 * perCharacter(unit, 10_000) + 0.2);
	}
});
