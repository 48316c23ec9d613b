import { expect, test } from 'vitest';
import { slugOf } from './slug-of.ts';

test.each([
	['Lancer 7B', 'lancer-7b'],
	['  GPT-4.1 (2025-04-14) ', 'gpt-4.1-2025-04-14'],
	['Qwen/Qwen2.5_Coder', 'qwen-qwen2.5-coder'],
	['Écu d’Or', 'ecu-d-or'],
	['--', ''],
	['模型', ''],
	[`${'a'.repeat(79)} b`, 'a'.repeat(79)],
])('the slug of %s is %s', (name, slug) => {
	expect(slugOf(name)).toBe(slug);
});
