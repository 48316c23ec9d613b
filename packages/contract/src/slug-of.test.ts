import { expect, test } from 'vitest';
import { losesLetters, slugOf } from './slug-of.ts';

test.each([
	['Lancer 7B', 'lancer-7b'],
	['  GPT-4.1 (2025-04-14) ', 'gpt-4.1-2025-04-14'],
	['Qwen/Qwen2.5_Coder', 'qwen-qwen2.5-coder'],
	['Écu d’Or', 'ecu-d-or'],
	['Größe 7B', 'grosse-7b'],
	['Smørrebrød', 'smorrebrod'],
	['Æon Łódź', 'aeon-lodz'],
	['IŞIK ışık', 'isik-isik'],
	['İzmir', 'izmir'],
	['Crème brûlée ﬁne Ⅳ', 'creme-brulee-fine-iv'],
	['Ðe Þorn œuvre', 'de-thorn-oeuvre'],
	['通义千问 Qwen 7B', 'qwen-7b'],
	['Ядро', ''],
	['--', ''],
	['模型', ''],
	[`${'a'.repeat(79)} b`, 'a'.repeat(79)],
])('the slug of %s is %s', (name, slug) => {
	expect(slugOf(name)).toBe(slug);
});

test.each([
	['Größe 7B (v2) ½', false],
	['通义千问 Qwen 7B', true],
	['Ядро', true],
	['--', false],
])('whether the slug of %s leaves out letters: %s', (name, loses) => {
	expect(losesLetters(name)).toBe(loses);
});
