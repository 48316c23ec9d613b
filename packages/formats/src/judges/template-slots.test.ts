import { expect, test } from 'vitest';
import { readTemplateSlots } from './template-slots.ts';

test.each([
	['{QUESTION}', '{ANSWER_A}', '{ANSWER_B}'],
	['{question_1}', '{answer_1}', '{answer_2}'],
	['{question}', '{answer_a}', '{answer_b}'],
])('%s, %s and %s are the question and the answers', (question, a, b) => {
	expect(readTemplateSlots(`Q: ${question}\nA: ${a}\nB: ${b}`)).toEqual({
		template: 'Q: {{question}}\nA: {{answer_a}}\nB: {{answer_b}}',
		read: [
			{ from: question, as: '{{question}}' },
			{ from: a, as: '{{answer_a}}' },
			{ from: b, as: '{{answer_b}}' },
		],
	});
});

test('a template with a slot of ours keeps its single braces', () => {
	const template = 'Say {question} about {{question}}: {{answer_a}} {{answer_b}}';
	expect(readTemplateSlots(template)).toEqual({ template, read: [] });
});

test('a place of a reference is a block of ours, which is left out where there is none', () => {
	const given = '{question}\n{ref_answer_1}\n{answer_a}{answer_b}';
	expect(readTemplateSlots(given).template).toBe(
		'{{question}}\n{{#reference}}{{reference}}{{/reference}}\n{{answer_a}}{{answer_b}}',
	);
});
