import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom, mixSeed } from '../maths/random.ts';
import type { OutcomeMatrix } from '../outcomes/outcome-matrix.ts';
import { testPairs } from './paired-tests.ts';
import { countMoreQuestions, findableDifference, findableWithoutBoard } from './power.ts';
import { rankModels } from './rank-ranges.ts';

const CRITICAL = 1.959963984540054;

function draw(seed: string, rates: readonly number[], questions: number) {
	const { next } = createRandom(seed);
	return rates.map((rate) => Int8Array.from({ length: questions }, () => (next() < rate ? 2 : 0)));
}

test('as many questions as are named distinguish the pair on about 80 % of boards', () => {
	// A difference of 10 points of independent coins: sd √(2 · ¼) ≈ 0.704; ((1.96 + 0.84) · 0.704 / 0.1)² = 388.
	const wins = (share: number) => Int8Array.from({ length: 100 }, (_, at) => (at < share ? 2 : 0));
	const shuffled = Int8Array.from({ length: 100 }, (_, at) => wins(45)[(at * 37) % 100] ?? 0);
	const more = countMoreQuestions(wins(55), shuffled, CRITICAL) ?? NaN;
	expect(more).toBeGreaterThan(200);
	expect(more).toBeLessThan(400);
	let found = 0;
	for (let board = 0; board < 100; board++) {
		const models = draw(mixSeed('power', board), [0.55, 0.45], 100 + more);
		if (testPairs({ seed: `s${board}`, models, resamples: 200 }).apart > 0) found++;
	}
	expect(found).toBeGreaterThan(60);
	expect(found).toBeLessThan(97);
});

test('equal models, unanimous ones and those that are told apart already need no number', () => {
	const [a, b] = [Int8Array.of(2, 0, 2, 0), Int8Array.of(0, 2, 0, 2)];
	expect(countMoreQuestions(a, b, CRITICAL)).toBeUndefined();
	expect(countMoreQuestions(a, a, CRITICAL)).toBeUndefined();
	const clear = draw('clear', [0.9, 0.1], 200);
	expect(countMoreQuestions(clear[0] ?? a, clear[1] ?? a, CRITICAL)).toBeUndefined();
});

test('before there is a board, it is what a board of two unrelated models of equal score finds', () => {
	expect(findableWithoutBoard(0)).toBeUndefined();
	expect(findableWithoutBoard(1)).toBe(1);
	// (1.96 + 0.84) · √(0.5 / 42).
	expect(findableWithoutBoard(42)).toBeCloseTo(0.3057, 4);
	const outcomes = {
		modelIds: ['a', 'b'],
		questionIds: Array.from({ length: 2000 }, (_, n) => `q${n}`),
		outcomes: Int8Array.from(draw('unrelated', [0.5, 0.5], 2000).flatMap((row) => [...row])),
	};
	const found = findableDifference(rankModels({ seed: 's', outcomes })) ?? NaN;
	expect(found / (findableWithoutBoard(2000) ?? NaN)).toBeCloseTo(1, 1);
});

test('four times the questions find half the difference', () => {
	const find = (outcomes: OutcomeMatrix) => findableDifference(rankModels({ seed: 's', outcomes }));
	const at = (questions: number) =>
		find({
			modelIds: ['a', 'b', 'c'],
			questionIds: Array.from({ length: questions }, (_, n) => `q${n}`),
			outcomes: Int8Array.from(
				draw('findable', [0.5, 0.5, 0.5], questions).flatMap((row) => [...row]),
			),
		}) ?? NaN;
	expect(at(50)).toBeGreaterThan(0.2);
	expect(at(50) / at(200)).toBeCloseTo(2, 0);
	expect(
		testPairs({ seed: 's', models: draw('x', [0.5, 0.5], 60) }).criticalValue(),
	).toBeGreaterThanOrEqual(CRITICAL);
	const alone = { modelIds: ['a'], questionIds: ['q'], outcomes: Int8Array.of(2) };
	expect(find(alone)).toBeUndefined();
});

test('the findable difference is that of the median error, whatever the order and however many are equal', () => {
	const errors = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 60 });
	fc.assert(
		fc.property(errors, (drawn) => {
			const sorted = drawn.toSorted((a, b) => a - b);
			const half = (sorted[sorted.length >> 1] ?? 0) + (sorted[(sorted.length - 1) >> 1] ?? 0);
			const { tests } = rankModels({ seed: 's', outcomes: EMPTY });
			const own = { ...tests, errors: Float64Array.from(drawn, (error) => error / 100) };
			const found = findableDifference({ rows: [0, 1], tests: { ...own, criticalValue: () => 2 } });
			expect(found).toBeCloseTo((2 + 0.8416212335729143) * (half / 200), 12);
		}),
	);
});

const EMPTY: OutcomeMatrix = { modelIds: [], questionIds: [], outcomes: new Int8Array() };
