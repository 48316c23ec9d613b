import { expect, test } from 'vitest';
import { readQuestionValues } from './questions.ts';

const row = (n: number, more: Readonly<Record<string, unknown>> = {}) => ({
	instruction: `Reverse list ${n}.`,
	preference: 'style',
	'gpt-4_response': `xs[::-1] # ${n}`,
	small_response: `reversed(xs) # ${n}`,
	...more,
});
const read = (rows: readonly unknown[], referenceModel = 'gpt-4') =>
	readQuestionValues(rows, { referenceModel });

test('the answers of the reference model are references and no baseline', () => {
	const { questions, baselines, problems, notes } = read([row(1), row(2)]);
	expect(problems.total).toBe(0);
	expect(questions).toMatchObject([
		{ reference: 'xs[::-1] # 1', reference_origin: 'model' },
		{ reference: 'xs[::-1] # 2', reference_origin: 'model' },
	]);
	expect(baselines.map(({ model }) => model)).toEqual(['small']);
	expect(notes).toEqual(['The answers of "gpt-4" are the references of the questions.']);
	expect(readQuestionValues([row(1)]).questions[0]).not.toHaveProperty('reference');
});

test('a question without an answer of the model has no reference, and a note counts them', () => {
	const { 'gpt-4_response': _, ...without } = row(2);
	const { questions, problems, notes } = read([
		row(1),
		without,
		row(3, { 'gpt-4_response': ' \n' }),
	]);
	expect(problems.total).toBe(0);
	expect(questions.map(({ reference }) => reference)).toEqual([
		'xs[::-1] # 1',
		undefined,
		undefined,
	]);
	expect(notes).toContainEqual('2 of 3 questions have no answer of "gpt-4", and so no reference.');
});

test('CodeArena’s records take references in the same way', () => {
	const record = {
		id: 'a1',
		messages: "[{'role': 'user', 'content': 'Reverse a list.'}]",
		category: 'c',
		subcategory: 's',
		'gpt-4_response': 'xs[::-1]',
	};
	expect(read([record]).questions).toMatchObject([{ reference: 'xs[::-1]' }]);
	const own = read([{ ...record, reference: 'mine' }]);
	expect(own.problems.shown).toMatchObject([
		{
			line: 1,
			field: 'reference',
			reason: 'wrong-value',
			message: expect.stringContaining('leave'),
		},
	]);
});

test.each([
	[[row(1)], 'gpt-5', 'those of gpt-4, small'],
	[
		[{ question_id: 'q', prompt: 'p', category: 'c', subcategory: 's' }],
		'gpt-4',
		'none of any model',
	],
])('a model that answers no question is refused in one sentence (%#)', (rows, model, has) => {
	expect(read(rows, model).problems.shown).toMatchObject([
		{
			field: 'reference_model',
			value: model,
			reason: 'unknown-reference-model',
			message: expect.stringContaining(has),
		},
	]);
});
