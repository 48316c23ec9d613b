import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom, mixSeed } from '../maths/random.ts';
import { packOutcomes } from './outcome-bits.ts';
import { resampleDeviations } from './resampled-deviations.ts';

const SIZES = fc.record({
	models: fc.integer({ min: 2, max: 12 }),
	questions: fc.integer({ min: 1, max: 40 }),
});

test.each([0, 0.03, 0.3])(
	'skipping pairs changes nothing: equal to every pair of every resample, %d unscored',
	(unscored) => {
		fc.assert(
			fc.property(SIZES, fc.string(), ({ models: count, questions }, seed) => {
				const random = createRandom(mixSeed('cells', seed));
				const models = Array.from({ length: count }, () =>
					Int8Array.from({ length: questions }, () =>
						random.next() < unscored ? -1 : random.nextInt(3),
					),
				);
				const drawn = resampleDeviations({ seed, bits: packOutcomes(models), resamples: 60 });
				const quantileOf = drawn.openQuantiles(0.9, 0);
				let scales = drawScales(count, random.next);
				// Each time pairs are left out, as by a later step; the draws stay.
				for (let step = 0; step < 3; step++) {
					const largest = largestDeviations({ seed, models, scales, resamples: 60 });
					const expected = quantile(largest, 0.9);
					const early = drawn.openQuantiles(0.9, 0)(scales, expected / 2);
					expect(early).toBeGreaterThanOrEqual(expected / 2);
					expect(early).toBeLessThanOrEqual(expected + 1e-12);
					const atLeast = drawn.openQuantiles(0.9, 2 * expected)(scales, Infinity);
					expect(atLeast).toBeCloseTo(2 * expected, 12);
					expect(quantileOf(scales, Infinity)).toBeCloseTo(expected, 12);
					const cells = Array.from(drawn.scaledDeviations(scales), (all) => Math.max(0, ...all));
					expect(cells).toHaveLength(60);
					cells.forEach((value, resample) =>
						expect(value).toBeCloseTo(largest[resample] ?? NaN, 12),
					);
					scales = leaveOut(scales, count, random.next);
				}
			}),
			{ numRuns: 60 },
		);
	},
);

test('a single model, or no question, has no deviation', () => {
	const none = resampleDeviations({ seed: 's', bits: packOutcomes([]), resamples: 10 });
	expect(none.openQuantiles(0.95, 0)(new Float64Array(), 1)).toBe(0);
	const empty = [new Int8Array(), new Int8Array()];
	const unasked = resampleDeviations({ seed: 's', bits: packOutcomes(empty), resamples: 10 });
	expect(unasked.openQuantiles(0.95, 2)(Float64Array.of(0, 1, 1, 0), 1)).toBe(2);
});

type Drawn = {
	readonly seed: string;
	readonly models: readonly Int8Array[];
	readonly scales: Float64Array;
	readonly resamples: number;
};

/** Of every resample, by every pair and every draw. */
function largestDeviations({ seed, models, scales, resamples }: Drawn): readonly number[] {
	const questions = models[0]?.length ?? 0;
	const all = [...Array(questions).keys()];
	return Array.from({ length: resamples }, (_, resample) => {
		const { nextInt } = createRandom(mixSeed(seed, 'rank-ranges', resample));
		const draws = Array.from({ length: questions }, () => nextInt(questions));
		return Math.max(
			0,
			...models.flatMap((a, i) =>
				models.map((b, j) => {
					const observed = difference(a, b, all);
					const drawn = difference(a, b, draws);
					if (i === j || observed === undefined || drawn === undefined) return 0;
					return Math.abs(drawn - observed) * (scales[i * models.length + j] ?? 0);
				}),
			),
		);
	});
}

function quantile(values: readonly number[], level: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(values.length, Math.ceil(level * (values.length + 1))) - 1] ?? 0;
}

function difference(a: Int8Array, b: Int8Array, questions: readonly number[]): number | undefined {
	const shared = questions.filter((q) => (a[q] ?? -1) >= 0 && (b[q] ?? -1) >= 0);
	if (shared.length === 0) return undefined;
	return shared.reduce((sum, q) => sum + ((a[q] ?? 0) - (b[q] ?? 0)) / 2, 0) / shared.length;
}

function drawScales(count: number, next: () => number): Float64Array {
	const scales = new Float64Array(count * count);
	for (let i = 0; i < count; i++) {
		for (let j = 0; j < i; j++) {
			const scale = 0.5 + 5 * next();
			scales[i * count + j] = scale;
			scales[j * count + i] = scale;
		}
	}
	return scales;
}

function leaveOut(scales: Float64Array, count: number, next: () => number): Float64Array {
	const left = scales.slice();
	for (let i = 0; i < count; i++) {
		for (let j = 0; j < i; j++) {
			if (next() < 0.6) continue;
			left[i * count + j] = 0;
			left[j * count + i] = 0;
		}
	}
	return left;
}
