import { expect, test } from 'vitest';
import { createRandom } from '../maths/random.ts';
import { measureAskingNoise, sumAskings } from './asking-noise.ts';

/** Shrout and Fleiss 1979, table 2: six targets, four ratings each; their ICC(1,1) is .17 (.1657 from their table 3). */
const RATINGS = [
	[9, 2, 5, 8],
	[6, 1, 3, 2],
	[8, 4, 6, 8],
	[7, 1, 2, 6],
	[10, 5, 6, 9],
	[6, 2, 4, 7],
];

test('the share is 1 less the published intraclass correlation', () => {
	const noise = measureAskingNoise(sumAskings([RATINGS, RATINGS, RATINGS, RATINGS, RATINGS]));
	expect(noise?.battles).toBe(30);
	expect(1 - (noise?.varianceShare ?? NaN)).toBeCloseTo(0.17, 2);
	// Their mean squares: between 11.24, within 6.26.
	expect(1 - (noise?.varianceShare ?? NaN)).toBeCloseTo((11.24 - 6.26) / (11.24 + 3 * 6.26), 3);
	expect(noise?.widthShare).toBeCloseTo(1 - Math.sqrt(1 - (noise?.varianceShare ?? NaN)), 12);
});

/** Chances of a win on two kinds of questions, and the share p(1 − p) over p̄(1 − p̄). */
test.each([
	['chance alone', 0.5, 0.5, 1],
	['no chance', 0, 1, 0],
	['questions nine to one', 0.1, 0.9, 0.09 / 0.25],
	['questions two to one', 0.3, 0.6, 0.225 / (0.45 * 0.55)],
])('known components are found with two to four askings: %s', (_, low, high, expected) => {
	const { next, nextInt } = createRandom('askings');
	const models = Array.from({ length: 4 }, () =>
		Array.from({ length: 5000 }, (__, at) =>
			Array.from({ length: 2 + nextInt(3) }, () => (next() < (at % 2 === 0 ? low : high) ? 1 : 0)),
		),
	);
	const { varianceShare = NaN } = measureAskingNoise(sumAskings(models)) ?? {};
	expect(Math.abs(varianceShare - expected)).toBeLessThan(0.02);
});

test('what was asked once, too few battles and battles that are all alike tell nothing', () => {
	const once = Array.from({ length: 40 }, (_, at) => [at % 2]);
	expect(sumAskings([once]).battles).toBe(0);
	const twice = (length: number, points: (at: number) => readonly number[]) =>
		measureAskingNoise(sumAskings([[...once, ...Array.from({ length }, (_, at) => points(at))]]));
	expect(twice(29, (at) => [at % 2, 1])).toBeUndefined();
	expect(twice(30, (at) => [at % 2, 1])?.battles).toBe(30);
	expect(twice(30, () => [1, 1])).toBeUndefined();
	expect(measureAskingNoise(sumAskings([]))).toBeUndefined();
});

test('models of different strength are no spread of questions, and any order gives the same', () => {
	const { next } = createRandom('orders');
	const model = (chance: number) =>
		Array.from({ length: 50 }, () => [next(), next()].map((at) => (at < chance ? 1 : 0)));
	const models = [model(0.2), model(0.9)];
	const sums = sumAskings(models);
	expect(sumAskings([model(1), model(0)]).squares).toBe(0);
	const mirrored = models
		.toReversed()
		.map((battles) => battles.toReversed().map((points) => points.toReversed()));
	for (const [name, value] of Object.entries(sumAskings(mirrored)))
		expect(value, name).toBeCloseTo(sums[name as keyof typeof sums], 10);
});
