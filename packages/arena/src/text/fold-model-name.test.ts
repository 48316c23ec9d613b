import { expect, test } from 'vitest';
import { foldModelName } from './fold-model-name.ts';

test.each([
	['GPT-4 Turbo', 'gpt-4-turbo'],
	['  gpt_4__turbo ', 'gpt-4-turbo'],
	['Qwen/Qwen2.5-Coder-32B-Instruct', 'qwen-qwen2.5-coder-32b-instruct'],
	['gpt–4‑o', 'gpt-4-o'],
	['ＧＰＴ-4', 'gpt-4'],
	['o1:high', 'o1-high'],
	['gpt-4.1', 'gpt-4.1'],
	['-', ''],
])('%j is compared as %j', (name, folded) => {
	expect(foldModelName(name)).toBe(folded);
	expect(foldModelName(folded)).toBe(folded);
});

test('names that differ in a dot or a digit stay two names', () => {
	expect(foldModelName('gpt-4.1')).not.toBe(foldModelName('gpt-41'));
	expect(foldModelName('o1')).not.toBe(foldModelName('o-1'));
});
