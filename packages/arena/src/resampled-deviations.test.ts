import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom, mixSeed } from './random.ts';
import { resampleCriticalDeviation } from './resampled-deviations.ts';

const SIZES = fc.record({
	models: fc.integer({ min: 2, max: 9 }),
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
				const scales = drawScales(count, random.next);
				const input = { seed, models, scales, resamples: 60, level: 0.9 };
				expect(resampleCriticalDeviation(input)).toBeCloseTo(computePlainly(input), 12);
			}),
			{ numRuns: 60 },
		);
	},
);

test('a single model, or no question, has no deviation', () => {
	const common = { seed: 's', resamples: 10, level: 0.95 };
	expect(resampleCriticalDeviation({ ...common, models: [], scales: new Float64Array() })).toBe(0);
	expect(
		resampleCriticalDeviation({
			...common,
			models: [new Int8Array(), new Int8Array()],
			scales: new Float64Array(4),
		}),
	).toBe(0);
});

function computePlainly(input: Parameters<typeof resampleCriticalDeviation>[0]): number {
	const { seed, models, scales, resamples, level } = input;
	const questions = models[0]?.length ?? 0;
	const all = [...Array(questions).keys()];
	const largest = Array.from({ length: resamples }, (_, resample) => {
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
	const sorted = largest.sort((a, b) => a - b);
	return sorted[Math.min(resamples, Math.ceil(level * (resamples + 1))) - 1] ?? 0;
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
