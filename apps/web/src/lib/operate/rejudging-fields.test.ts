import { expect, test } from 'vitest';
import { readGates, readNewRejudging } from './rejudging-fields.ts';

const plan = { benchmark: 'small@1', judge: 'other@2' };

test('empty fields are a whole board, asked once, without a limit', () => {
	const empty = {
		...plan,
		scope: 'all',
		top: '',
		models: '',
		sample: '',
		replicates: '',
		budget: '',
	};
	expect(readNewRejudging(empty)).toEqual({
		kind: 'read',
		value: {
			...plan,
			scope: { kind: 'all' },
			sample_questions: null,
			replicates: 1,
			budget_micro_usd: null,
		},
	});
});

test('a scope takes what belongs to it alone', () => {
	const fields = { ...plan, top: '5', models: 'a, b c', sample: '50', budget: '2.50' };
	expect(readNewRejudging({ ...fields, scope: 'top' })).toMatchObject({
		value: { scope: { kind: 'top', models: 5 }, sample_questions: 50, budget_micro_usd: 2_500_000 },
	});
	expect(readNewRejudging({ ...fields, scope: 'chosen' })).toMatchObject({
		value: { scope: { kind: 'chosen', models: ['a', 'b', 'c'] } },
	});
});

test.each([
	[{ budget: 'much' }, 'no amount'],
	[{ sample: '0' }, 'whole number'],
	[{ replicates: '-1' }, 'whole number'],
	[{ priority: '101' }, 'from -100 to 100'],
	[{ scope: 'top' }, 'how many models'],
	[{ scope: 'chosen', models: ' , ' }, 'Name the models'],
])('%j is told in words', (fields, words) => {
	expect(readNewRejudging({ ...plan, ...fields })).toMatchObject({
		kind: 'wrong',
		message: expect.stringContaining(words),
	});
});

test('gates are percentages, and an empty one is no limit', () => {
	expect(readGates({ accuracy: '70', unscored: '', coverage: 'needed' })).toEqual({
		kind: 'read',
		value: { minimum_accuracy: 0.7, maximum_unscored: null, coverage_needed: true },
	});
	expect(readGates({ accuracy: '', unscored: '2.5' })).toMatchObject({
		value: { minimum_accuracy: null, maximum_unscored: 0.025, coverage_needed: false },
	});
	for (const wrong of ['101', '-1', 'half'])
		expect(readGates({ unscored: wrong }).kind).toBe('wrong');
});
