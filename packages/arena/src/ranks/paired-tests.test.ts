import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom, mixSeed } from '../maths/random.ts';
import { testPairs } from './paired-tests.ts';
import { normalPoint, studentPoint } from './student-point.ts';

test('a further step tells more pairs apart on a spread board, and never fewer than the first', () => {
	let single = 0;
	let stepDown = 0;
	for (let board = 0; board < 40; board++) {
		const tests = testPairs({
			seed: `board ${board}`,
			models: drawModels(
				mixSeed('spread', board),
				[0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1],
				60,
			),
			resamples: 200,
		});
		const [first = NaN] = tests.criticalValues;
		const apartAtOnce = tests.points.filter((point) => point > first).length;
		expect(tests.apart).toBeGreaterThanOrEqual(apartAtOnce);
		single += apartAtOnce;
		stepDown += tests.apart;
	}
	expect(stepDown).toBeGreaterThan(single);
});

test('no step has a higher critical value than the one before, nor one below a single pair’s', () => {
	fc.assert(
		fc.property(
			fc.string(),
			fc.array(fc.nat(10), { minLength: 2, maxLength: 8 }),
			(seed, rates) => {
				const models = drawModels(
					seed,
					rates.map((rate) => rate / 10),
					50,
				);
				const { criticalValues, apart, pairs } = testPairs({ seed, models, resamples: 100 });
				criticalValues.forEach((value, step) => {
					expect(value).toBeGreaterThanOrEqual(1.959963984540054);
					expect(value).toBeLessThanOrEqual(criticalValues[step - 1] ?? Infinity);
				});
				expect(pairs).toBe((models.length * (models.length - 1)) / 2);
				expect(apart).toBeLessThanOrEqual(pairs);
			},
		),
		{ numRuns: 40 },
	);
});

test('a pair outside the family is never told apart and does not raise the critical value', () => {
	const models = drawModels('family', [0.9, 0.1, 0.9, 0.1], 60);
	const { isBetter, pairs, criticalValues } = testPairs({ seed: 's', models, family: [[0, 1]] });
	expect(pairs).toBe(1);
	expect([isBetter(0, 1), isBetter(1, 0), isBetter(2, 3), isBetter(0, 3)]).toEqual([
		true,
		false,
		false,
		false,
	]);
	const all = testPairs({ seed: 's', models });
	expect(criticalValues[0] ?? NaN).toBeLessThan(all.criticalValues[0] ?? NaN);
	expect(() => testPairs({ seed: 's', models, family: [[0, 9]] })).toThrow(RangeError);
	expect(() => testPairs({ seed: 's', models, resamples: 0 })).toThrow(RangeError);
});

test('the normal point and Student’s point are each other’s inverse', () => {
	for (const degrees of [1, 5, 29, 400]) {
		for (const z of [0, 0.5, 1.96, 3.5])
			expect(normalPoint(studentPoint(z, degrees), degrees)).toBeCloseTo(z, 9);
	}
	// Student's 97.5 % points: 2.571 with 5 degrees of freedom, 2.045 with 29 (tables).
	expect(studentPoint(1.959964, 5)).toBeCloseTo(2.571, 1);
	expect(studentPoint(1.959964, 29)).toBeCloseTo(2.045, 2);
	expect(studentPoint(1.96, 0)).toBe(Infinity);
	expect(normalPoint(10, 0)).toBe(0);
});

test('of equal models at most one board in twenty tells any two apart', () => {
	const boards = 200;
	let apart = 0;
	for (let board = 0; board < boards; board++) {
		const models = drawModels(mixSeed('equal', board), [0.5, 0.5, 0.5, 0.5, 0.5, 0.5], 42);
		if (testPairs({ seed: `board ${board}`, models, resamples: 200 }).apart > 0) apart++;
	}
	// Three standard deviations of 200 boards above 5 %; test/bench/equal-models.ts has 4000 a cell.
	expect(apart / boards).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / boards));
});

function drawModels(seed: string, rates: readonly number[], questions: number): Int8Array[] {
	const { next } = createRandom(seed);
	return rates.map((rate) =>
		Int8Array.from({ length: questions }, () => (next() < rate ? 2 : next() < 0.2 ? 1 : 0)),
	);
}
