import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BoardEntry } from '../outcomes/board-input.ts';
import { meanInterval } from './mean-interval.ts';
import { type Rating, RATINGS } from '../rules/rating.ts';
import { EMPTY_ANSWER_LOSS, EQUAL_TEXTS_TIE } from '../rules/battle.ts';
import { decideRatings } from '../rules/rated-battle.ts';
import { measureRatings } from './rating-figures.ts';

type Drawn = readonly (readonly [model: Rating, baseline: Rating])[];

const rated = (rating: Rating) => ({ kind: 'scored', rating }) as const;
const entryOf = (drawn: Drawn, at: number): BoardEntry => ({
	questionId: `q${at}`,
	responseLength: 1,
	result: decideRatings(
		drawn.map(([model, baseline], i) => ({
			criterion: `c${i}`,
			model: rated(model),
			baseline: rated(baseline),
		})),
	),
});
const ENTRIES: readonly Drawn[] = [
	[
		[10, 5],
		[8, 5],
	],
	[
		[6, 7],
		[10, 7],
	],
	[[2, 9]],
];

test('means are over questions, and every criterion has its own', () => {
	const { model, baseline } = measureRatings(ENTRIES.map(entryOf)) ?? {};
	// Means of the questions: 9, 8 and 2.
	expect(model?.overall).toMatchObject({ questions: 3, value: 19 / 3, ceiling: 2 / 5 });
	expect(baseline?.overall.value).toBeCloseTo(7, 12);
	expect(model?.criteria['c0']).toMatchObject({ questions: 3, value: 6, ceiling: 1 / 3 });
	expect(model?.criteria['c1']).toMatchObject({ questions: 2, value: 9, ceiling: 1 / 2 });
	expect(model?.criteria['c1']?.spread).toBeCloseTo(Math.SQRT2, 12);
});

test('an unscored battle, an empty answer and a copy have no ratings', () => {
	const others = [
		EMPTY_ANSWER_LOSS,
		EQUAL_TEXTS_TIE,
		{ kind: 'unscored', reasons: ['out-of-range'] } as const,
	];
	const entries = others.map((result, at) => ({ questionId: `x${at}`, responseLength: 1, result }));
	expect(measureRatings(entries)).toBeUndefined();
	const all = [...ENTRIES.map(entryOf), ...entries];
	expect(measureRatings(all)).toEqual(measureRatings(ENTRIES.map(entryOf)));
});

test('any order of questions gives the same numbers', () => {
	const rating = fc.constantFrom(...RATINGS);
	const question = fc.array(fc.tuple(rating, rating), { minLength: 1, maxLength: 4 });
	fc.assert(
		fc.property(fc.array(question, { minLength: 1, maxLength: 12 }), (drawn) => {
			const entries = drawn.map(entryOf);
			expect(measureRatings(entries.toReversed())).toEqual(measureRatings(entries));
		}),
	);
});

test('the interval of a mean is that of Student, 1908: ten differences of the hours of sleep', () => {
	// His table of the second drug: mean 2.33, standard deviation 2.0022 with n − 1; t of 9 degrees is 2.262.
	const hours = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
	const { low, high } = meanInterval(hours, { low: -99, high: 99 }) ?? { low: NaN, high: NaN };
	expect(low).toBeCloseTo(2.33 - (2.262 * 2.0022) / Math.sqrt(10), 2);
	expect(high).toBeCloseTo(2.33 + (2.262 * 2.0022) / Math.sqrt(10), 2);
});

test('equal ratings have an interval that stays on the scale, and one has none', () => {
	const { low, high } = meanInterval([10, 10, 10, 10], { low: 1, high: 10 }) ?? {};
	expect(high).toBe(10);
	expect(low).toBeGreaterThan(9);
	expect(low).toBeLessThan(10);
	expect(meanInterval([10], { low: 1, high: 10 })).toBeUndefined();
});

test('the interval holds the mean in about 95 of 100 samples, for skewed ratings too', () => {
	// Shares of the ratings 1 to 10, most of them high.
	const shares = [0.01, 0.01, 0.02, 0.03, 0.05, 0.08, 0.15, 0.25, 0.25, 0.15];
	const truth = shares.reduce((sum, share, at) => sum + share * (at + 1), 0);
	let state = 7;
	const next = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
	const draw = () => {
		let left = next();
		return (
			1 +
			Math.max(
				0,
				shares.findIndex((share) => (left -= share) < 0),
			)
		);
	};
	let held = 0;
	for (let times = 0; times < 2000; times++) {
		const sample = Array.from({ length: 30 }, draw);
		const bounds = meanInterval(sample, { low: 1, high: 10 });
		if (bounds && bounds.low <= truth && truth <= bounds.high) held++;
	}
	expect(held / 2000).toBeGreaterThan(0.925);
	expect(held / 2000).toBeLessThan(0.97);
});
