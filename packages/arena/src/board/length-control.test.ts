import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildLengthDifferences } from './length-differences.ts';
import { controlLength } from './length-control.ts';
import { addSlopes, NO_SLOPES, type SlopeSums } from '../outcomes/slope-sums.ts';
import { estimateSlopePrior, sumSlopes } from './slope-prior.ts';
import { fitLogistic, sigmoid } from '../maths/logistic-fit.ts';
import { createRandom } from '../maths/random.ts';
import { standardiseLengths } from '../maths/standardised-lengths.ts';

test('the logistic fit finds the published coefficients of a textbook example', () => {
	// Hours of study and passing: the 20 students of Wikipedia's article on logistic regression, −4.0777 and 1.5046.
	const hours = [
		0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5,
		5.5,
	];
	const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1];
	const fit = fitLogistic({
		features: Float64Array.from(hours.flatMap((hour) => [1, hour])),
		columns: 2,
		targets: Float64Array.from(passed),
		weights: new Float64Array(20).fill(1),
	});
	expect(fit.kind).toBe('fitted');
	if (fit.kind !== 'fitted') return;
	expect(fit.coefficients[0]).toBeCloseTo(-4.0777, 4);
	expect(fit.coefficients[1]).toBeCloseTo(1.5046, 4);
});

test('separated and collinear data are refused by name instead of running away', () => {
	const fit = (features: number[][], targets: number[]) =>
		fitLogistic({
			features: Float64Array.from(features.flat()),
			columns: 2,
			targets: Float64Array.from(targets),
			weights: new Float64Array(targets.length).fill(1),
		});
	const separated = { kind: 'refused', reason: 'separated' };
	expect(
		fit(
			[
				[1, 1],
				[1, 2],
				[1, 3],
			],
			[1, 1, 1],
		),
	).toEqual(separated);
	expect(
		fit(
			[
				[1, 1],
				[1, 2],
				[1, 3],
				[1, 4],
			],
			[0, 0, 1, 1],
		),
	).toEqual(separated);
	// Quasi-complete: both labels at 2, everything else split.
	expect(
		fit(
			[
				[1, 1],
				[1, 2],
				[1, 2],
				[1, 3],
			],
			[0, 0, 1, 1],
		),
	).toEqual(separated);
	expect(
		fit(
			[
				[1, 2],
				[1, 2],
			],
			[0, 1],
		),
	).toEqual({ kind: 'refused', reason: 'collinear' });
	expect(fit([], [])).toEqual({ kind: 'refused', reason: 'collinear' });
});

test('a model that only gains by length has its true score at equal length', () => {
	// Intercept 0, slope −2 on (baseline − model): longer answers win; most answers are longer.
	const board = drawBoard({ models: 1, questions: 4000, intercept: 0, slope: -2, shift: -0.5 });
	const [control] = controlLength(board).models;
	expect(control?.kind).toBe('fitted');
	if (control?.kind !== 'fitted') return;
	expect(control.rawScore).toBeGreaterThan(0.6);
	expect(control.score).toBeCloseTo(0.5, 1);
	expect(control.interval?.low).toBeLessThan(0.5);
	expect(control.interval?.high).toBeGreaterThan(0.5);
});

test('answers nearly all longer, or nearly all shorter, than the baseline’s carry a warning', () => {
	const warningsAt = (shift: number) => {
		const shape = { models: 1, questions: 400, intercept: 0.2, slope: 0, shift };
		return controlLength(drawBoard(shape)).models.map(
			(control) => control.kind === 'fitted' && control.warnings,
		);
	};
	expect(warningsAt(0)).toEqual([[]]);
	// A normal difference is on the other side of 0 on 2.3 % of the questions.
	expect(warningsAt(-2)).toEqual([expect.arrayContaining(['extrapolated'])]);
	expect(warningsAt(2)).toEqual([expect.arrayContaining(['extrapolated'])]);
});

const ONE_MORE = { questions: 200, intercept: 0.3, slope: -1, shift: -0.2, spread: 1 };

test.each([
	['no other board', NO_SLOPES],
	['another board of three models', slopesOf(3, 'three')],
	['other boards of twenty models', addSlopes(slopesOf(12, 'twelve'), slopesOf(8, 'eight'))],
])(
	'no model more moves another’s score by more than a point, the judge’s eighth included: %s',
	(_, otherBoards) => {
		const all = drawBoard({ ...ONE_MORE, models: 10, seed: 'one more' });
		const scoresOf = (models: number) => {
			const size = models * ONE_MORE.questions;
			const { outcomes, lengthDifferences } = all;
			return controlLength({
				outcomes: {
					...outcomes,
					modelIds: outcomes.modelIds.slice(0, models),
					outcomes: outcomes.outcomes.slice(0, size),
				},
				lengthDifferences: lengthDifferences.slice(0, size),
				otherBoards,
			}).models.map((control) => (control.kind === 'fitted' ? control.score : NaN));
		};
		for (let models = 2; models <= 10; models++) {
			const before = scoresOf(models - 1);
			const after = scoresOf(models);
			before.forEach((score, at) => {
				if (Number.isNaN(score) || Number.isNaN(after[at] ?? NaN)) return;
				expect(Math.abs((after[at] ?? NaN) - score), `${models} models`).toBeLessThan(0.01);
			});
		}
	},
);

test('a model more on another board moves no score here by more than a point', () => {
	const own = drawBoard({ ...ONE_MORE, models: 3, seed: 'own' });
	const scoresWith = (models: number) =>
		controlLength({ ...own, otherBoards: slopesOf(models, 'elsewhere') }).models.map((control) =>
			control.kind === 'fitted' ? control.score : NaN,
		);
	for (let models = 1; models <= 12; models++) {
		const [before, after] = [scoresWith(models - 1), scoresWith(models)];
		before.forEach((score, at) => {
			expect(Math.abs((after[at] ?? NaN) - score), `${models} models`).toBeLessThan(0.01);
		});
	}
});

/** What a board of so many models tells the judge's other boards. */
function slopesOf(models: number, seed: string): SlopeSums {
	return controlLength(drawBoard({ ...ONE_MORE, models, seed })).slopes;
}

test('the slopes of seven models leave the standard normal, those of more are drawn to their own', () => {
	const fits = (models: number, slope: number) =>
		sumSlopes(Array.from({ length: models }, () => ({ slope, slopeVariance: 0.05 })));
	expect(estimateSlopePrior(NO_SLOPES)).toEqual({ mean: 0, variance: 1 });
	expect(estimateSlopePrior(fits(7, -2))).toEqual({ mean: 0, variance: 1 });
	const eight = estimateSlopePrior(fits(8, -2));
	expect(eight.mean).toBeCloseTo(-2 / 8, 12);
	// Eight models are eight, wherever they stand.
	const apart = estimateSlopePrior(addSlopes(fits(5, -2), fits(3, -2)));
	expect(apart.mean).toBeCloseTo(eight.mean, 12);
	expect(apart.variance).toBeCloseTo(eight.variance, 12);
	const many = estimateSlopePrior(fits(100, -2));
	expect(many.mean).toBeCloseTo(-2 * 0.93, 12);
	expect(many.variance).toBeLessThan(0.1);
});

test('the moments are those of the method: mean and variance of known slopes are found', () => {
	// By hand: y = (1, 3), v = (1, 3), a = (1/2, 1/4); mean 5/3, Q = 2/3, expected 1/2 + 3/4 − (1/4 + 3/16)/(3/4) = 2/3.
	const two = [
		{ slope: 1, slopeVariance: 1 },
		{ slope: 3, slopeVariance: 3 },
	];
	const sums = sumSlopes(two);
	expect(sums.slope / sums.weight).toBeCloseTo(5 / 3, 12);
	expect(sums.slopeSquared - sums.slope ** 2 / sums.weight).toBeCloseTo(2 / 3, 12);
	expect(sums.variance - sums.varianceSquared / sums.weight).toBeCloseTo(2 / 3, 12);
	const { next } = createRandom('slopes');
	const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
	const drawn = Array.from({ length: 4000 }, () => {
		const slopeVariance = 0.02 + 0.5 * next();
		const slope = 0.7 + 0.5 * normal() + Math.sqrt(slopeVariance) * normal();
		return { slope, slopeVariance };
	});
	const prior = estimateSlopePrior(sumSlopes(drawn));
	expect(prior.mean).toBeCloseTo(0.7, 1);
	expect(prior.variance).toBeGreaterThan(0.21);
	expect(prior.variance).toBeLessThan(0.29);
});

test('intervals with difficulty cover the true score on about 95 % of boards', () => {
	let covered = 0;
	let all = 0;
	for (let board = 0; board < 13; board++) {
		const shape = { models: 8, questions: 150, intercept: 0.4, slope: -1, shift: -0.2 };
		const drawn = drawBoard({ ...shape, spread: 1.5, seed: `board ${board}` });
		for (const control of controlLength(drawn).models) {
			if (control.kind !== 'fitted' || !control.interval) continue;
			all++;
			if (control.interval.low <= drawn.truth && drawn.truth <= control.interval.high) covered++;
		}
	}
	expect(all).toBe(104);
	expect(covered / all).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / all));
});

test('what cannot be corrected is refused with its reason', () => {
	const refuse = (outcome: (at: number) => number, difference: (at: number) => number, n = 40) => {
		const [control] = controlLength({
			outcomes: {
				modelIds: ['m'],
				questionIds: Array.from({ length: n }, (_, at) => `q${at}`),
				outcomes: Int8Array.from({ length: n }, (_, at) => outcome(at)),
			},
			lengthDifferences: Float64Array.from({ length: n }, (_, at) => difference(at)),
		}).models;
		return control?.kind === 'refused' ? control.reason : control?.kind;
	};
	expect(
		refuse(
			(at) => at % 3,
			(at) => at,
			29,
		),
	).toBe('not-enough-questions');
	expect(
		refuse(
			(at) => at % 3,
			() => NaN,
		),
	).toBe('not-enough-questions');
	expect(
		refuse(
			() => -1,
			(at) => at,
		),
	).toBe('not-enough-questions');
	expect(
		refuse(
			(at) => at % 3,
			() => 7,
		),
	).toBe('no-length-variation');
	expect(
		refuse(
			() => 2,
			(at) => at,
		),
	).toBe('separated');
	expect(
		refuse(
			(at) => (at < 20 ? 0 : 2),
			(at) => at,
		),
	).toBe('length-decides');
	expect(
		refuse(
			() => 1,
			(at) => at - 20,
		),
	).toBe('fitted');
});

test('equal lengths have no unit, and weights are repetitions', () => {
	expect(standardiseLengths(Float64Array.of(3, 3, 3))).toBeUndefined();
	expect(standardiseLengths(Float64Array.of(3))).toBeUndefined();
	const repeated = standardiseLengths(Float64Array.of(1, 1, 4, -2));
	const weighted = standardiseLengths(Float64Array.of(1, 4, -2), Float64Array.of(2, 1, 1));
	expect(weighted?.[1]).toBeCloseTo(repeated?.[2] ?? NaN, 14);
	// sd([1, 1, 4, −2]) = √6.
	expect(repeated?.[0]).toBeCloseTo(Math.tanh(1 / Math.sqrt(6)), 14);
});

test('any board gives finite numbers inside their ranges', () => {
	const shape = fc.record({
		models: fc.integer({ min: 0, max: 9 }),
		questions: fc.integer({ min: 0, max: 45 }),
		intercept: fc.integer({ min: -4, max: 4 }),
		slope: fc.integer({ min: -3, max: 3 }),
		shift: fc.integer({ min: -3, max: 3 }),
		seed: fc.string(),
	});
	fc.assert(
		fc.property(shape, (drawn) => {
			for (const control of controlLength(drawBoard(drawn)).models) {
				if (control.kind === 'refused') continue;
				expect(control.score).toBeGreaterThanOrEqual(0);
				expect(control.score).toBeLessThanOrEqual(1);
				const { low, high } = control.interval ?? { low: 0, high: 1 };
				expect(low).toBeLessThanOrEqual(high);
			}
		}),
		{ numRuns: 60 },
	);
});

test('lengths are laid out like the matrix and unknown ones stay unknown', () => {
	const outcomes = { modelIds: ['a', 'b'], questionIds: ['q', 'r'], outcomes: new Int8Array(4) };
	const differences = buildLengthDifferences(
		{
			baselineLengths: new Map([['q', 10]]),
			entrants: [{ id: 'b', entries: [{ questionId: 'q', responseLength: 4 }] }],
		},
		outcomes,
	);
	expect([...differences]).toEqual([NaN, NaN, 6, NaN]);
	expect(() => controlLength({ outcomes, lengthDifferences: new Float64Array(3) })).toThrow(
		RangeError,
	);
});

type Shape = {
	models: number;
	questions: number;
	intercept: number;
	slope: number;
	shift: number;
	spread?: number;
	seed?: string;
};

/** Outcomes from the model of the fit; `truth` is the expected score at equal length. */
function drawBoard({ models, questions, intercept, slope, shift, spread = 0, seed = 'b' }: Shape) {
	const { next } = createRandom(seed);
	const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
	const ease = Array.from({ length: questions }, () => spread * normal());
	const lengthDifferences = Float64Array.from(
		{ length: models * questions },
		() => normal() + shift,
	);
	const outcomes = Int8Array.from(lengthDifferences, (difference, at) => {
		const logOdds = intercept + slope * Math.tanh(difference) + (ease[at % questions] ?? 0);
		return next() < sigmoid(logOdds) ? 2 : 0;
	});
	const draws = Array.from({ length: 20_000 }, () => sigmoid(intercept + spread * normal()));
	return {
		outcomes: {
			modelIds: Array.from({ length: models }, (_, at) => `m${at}`),
			questionIds: ease.map((_, at) => `q${at}`),
			outcomes,
		},
		lengthDifferences,
		truth: draws.reduce((sum, value) => sum + value, 0) / draws.length,
	};
}
