import { countTokens as countWhole } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import { countTokens } from './tokens.ts';

const WORDS =
	'Assistant A’s `sort` is stable: for (let i = 0; i < n; i++) { swap(i); } Größe 12345, 漢字.\n';

test.each([
	['no text', ''],
	['a sentence', WORDS],
	['a page', WORDS.repeat(150)],
	['a special token', '<|endoftext|>'],
])('%s has the tokens of the encoding', async (_, text) => {
	expect(await countTokens(text)).toBe(countWhole(text, { disallowedSpecial: new Set() }));
});

test('a long text has the tokens of the encoding but for one at each of its parts', async () => {
	const text = WORDS.repeat(2000);
	const difference = (await countTokens(text)) - countWhole(text);
	expect(Math.abs(difference)).toBeLessThanOrEqual(text.length / 16_384 + 1);
});

test('a long run has at most one token more for every 128 characters', async () => {
	for (const unit of ['x', ' ', '‘', '\u0301', '=']) {
		const text = unit.repeat(2000);
		const tokens = await countTokens(text);
		expect(tokens).toBeGreaterThanOrEqual(countWhole(text));
		expect(tokens - countWhole(text)).toBeLessThanOrEqual(2000 / 128);
	}
});

test('other work is done while a megabyte is counted', async () => {
	let turns = 0;
	let isCounting = true;
	const turn = () => {
		turns += 1;
		if (isCounting) setImmediate(turn);
	};
	setImmediate(turn);
	await countTokens('‘’'.repeat(500_000));
	isCounting = false;
	expect(turns).toBeGreaterThan(50);
});
