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
			via: 'live',
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
	[{ budget: 'much' }, 'not an amount'],
	[{ sample: '0' }, 'whole number'],
	[{ replicates: '-1' }, 'whole number'],
	[{ priority: '101' }, 'from -100 to 100'],
	[{ scope: 'top' }, 'number of models'],
	[{ scope: 'chosen', models: ' , ' }, 'Name the models'],
])('%j is told in words', (fields, words) => {
	expect(readNewRejudging({ ...plan, ...fields })).toMatchObject({
		kind: 'wrong',
		message: expect.stringContaining(words),
	});
});

test('gates are percentages, and an empty one is no limit', () => {
	const some = { minimum_accuracy: '70', minimum_kappa: '-0.1', check_set: ' pairs ' };
	expect(readGates({ ...some, coverage: 'needed' })).toEqual({
		kind: 'read',
		value: {
			maximum_unscored: null,
			minimum_consistency: null,
			maximum_first_position: null,
			maximum_longer: null,
			minimum_agreement: null,
			minimum_kappa: -0.1,
			minimum_self_agreement: null,
			minimum_accuracy: 0.7,
			minimum_check_kappa: null,
			check_set: 'pairs',
			coverage_needed: true,
		},
	});
	expect(readGates({ maximum_unscored: '2.5' })).toMatchObject({
		value: { maximum_unscored: 0.025, check_set: null, coverage_needed: false },
	});
	for (const wrong of ['101', '-1', 'half'])
		expect(readGates({ maximum_unscored: wrong }).kind).toBe('wrong');
	expect(readGates({ maximum_first_position: '40', minimum_kappa: '2' })).toEqual({
		kind: 'wrong',
		message: expect.stringMatching(/percentage from 50 to 100.*number from -1 to 1/),
	});
});

test('a plan has gates of its own where that is ticked alone', () => {
	const fields = { ...plan, minimum_kappa: '0.5', coverage: 'needed' };
	expect(readNewRejudging(fields)).not.toHaveProperty('value.gates');
	expect(readNewRejudging({ ...fields, own_gates: 'yes' })).toMatchObject({
		value: { gates: { minimum_kappa: 0.5, maximum_unscored: null, coverage_needed: true } },
	});
	expect(readNewRejudging({ ...fields, own_gates: 'yes', minimum_kappa: '2' })).toMatchObject({
		kind: 'wrong',
		message: expect.stringContaining('number from -1 to 1'),
	});
});
