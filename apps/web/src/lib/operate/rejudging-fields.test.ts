import { expect, test } from 'vitest';
import { readNewRejudging } from './rejudging-fields.ts';

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
	[{ scope: 'top' }, 'how many models'],
	[{ scope: 'chosen', models: ' , ' }, 'Name the models'],
])('%j is told in words', (fields, words) => {
	expect(readNewRejudging({ ...plan, ...fields })).toMatchObject({
		kind: 'wrong',
		message: expect.stringContaining(words),
	});
});
