import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OutcomeMatrix } from '../outcomes/outcome-matrix.ts';
import { createRandom, mixSeed } from '../maths/random.ts';
import { rankModels, type RankRangesInput } from './rank-ranges.ts';

const rankRanges = (input: RankRangesInput) => rankModels(input).ranges;

test('models that differ clearly have one rank each and a pair of twins shares two', () => {
	const rates = [0.9, 0.6, 0.6, 0.2];
	const outcomes = drawBoard('clear', rates, 500);
	const cells = outcomes.outcomes.slice();
	cells.copyWithin(2 * 500, 500, 1000);
	expect(rankRanges({ seed: 'clear', outcomes: { ...outcomes, outcomes: cells } })).toEqual([
		{ best: 1, worst: 1 },
		{ best: 2, worst: 3 },
		{ best: 2, worst: 3 },
		{ best: 4, worst: 4 },
	]);
});

test('identical models share every rank', () => {
	const outcomes = matrixOf([
		[2, 0, 1, 2, 0, 2],
		[2, 0, 1, 2, 0, 2],
		[2, 0, 1, 2, 0, 2],
	]);
	expect(rankRanges({ seed: 's', outcomes })).toEqual(Array(3).fill({ best: 1, worst: 3 }));
});

test('a model below 95 % coverage has no range and takes no place among the others', () => {
	const full = drawBoard('coverage', [0.9, 0.1, 0.5], 100);
	const cells = full.outcomes.slice();
	cells.fill(-1, 200, 206);
	const ranges = rankRanges({ seed: 's', outcomes: { ...full, outcomes: cells } });
	expect(ranges).toEqual([{ best: 1, worst: 1 }, { best: 2, worst: 2 }, undefined]);
	cells[205] = 0;
	expect(rankRanges({ seed: 's', outcomes: { ...full, outcomes: cells } })[2]).toEqual({
		best: 2,
		worst: 2,
	});
});

test('nothing is known of an empty board, and one model is first of one', () => {
	expect(rankRanges({ seed: 's', outcomes: matrixOf([]) })).toEqual([]);
	expect(rankRanges({ seed: 's', outcomes: matrixOf([[], []]) })).toEqual([undefined, undefined]);
	expect(rankRanges({ seed: 's', outcomes: matrixOf([[2, 2]]) })).toEqual([{ best: 1, worst: 1 }]);
});

test('one question, or five, tell no two models apart, however they end', () => {
	for (const n of [1, 2, 5]) {
		const outcomes = matrixOf([Array<number>(n).fill(2), Array<number>(n).fill(0)]);
		expect(rankRanges({ seed: 's', outcomes })).toEqual(Array(2).fill({ best: 1, worst: 2 }));
	}
});

test('a unanimous difference over many questions is a difference', () => {
	const outcomes = matrixOf([Array<number>(40).fill(0), Array<number>(40).fill(2)]);
	expect(rankRanges({ seed: 's', outcomes })).toEqual([
		{ best: 2, worst: 2 },
		{ best: 1, worst: 1 },
	]);
});

test('swapping sides mirrors the ranks, and the seed alone decides the draws', () => {
	const outcomes = drawBoard('mirror', [0.7, 0.55, 0.5, 0.3], 120);
	const mirrored = {
		...outcomes,
		outcomes: outcomes.outcomes.map((cell) => (cell < 0 ? cell : 2 - cell)),
	};
	const ranges = rankRanges({ seed: 's', outcomes });
	expect(rankRanges({ seed: 's', outcomes })).toEqual(ranges);
	expect(rankRanges({ seed: 's', outcomes: mirrored })).toEqual(
		ranges.map((range) => range && { best: 5 - range.worst, worst: 5 - range.best }),
	);
});

test('any board gives ranges within 1 to the number of ranked models, best before worst', () => {
	const board = fc
		.record({ models: fc.nat(5), questions: fc.nat(25) })
		.chain(({ models, questions }) => {
			const cell = fc.constantFrom(-1, 0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0);
			const row = fc.array(cell, { minLength: questions, maxLength: questions });
			return fc.array(row, { minLength: models, maxLength: models });
		});
	fc.assert(
		fc.property(board, fc.string(), (rows, seed) => {
			const ranges = rankRanges({ seed, outcomes: matrixOf(rows), resamples: 50 });
			const ranked = ranges.filter((range) => range !== undefined);
			for (const { best, worst } of ranked) {
				expect(best).toBeGreaterThanOrEqual(1);
				expect(worst).toBeLessThanOrEqual(ranked.length);
				expect(best).toBeLessThanOrEqual(worst);
			}
			if (ranked.length > 0) expect(Math.min(...ranked.map(({ best }) => best))).toBe(1);
		}),
	);
});

test.each([
	{ rates: [0.5, 0.5, 0.5, 0.5, 0.5, 0.5], questions: 12 },
	{ rates: [0.5, 0.5, 0.5, 0.5, 0.5, 0.5], questions: 100 },
	{ rates: [0.7, 0.65, 0.6, 0.55, 0.5, 0.5], questions: 200 },
])('ranges hold all true ranks at once on at least 95 % of boards: %j', ({ rates, questions }) => {
	const boards = 300;
	let held = 0;
	for (let board = 0; board < boards; board++) {
		const outcomes = drawBoard(mixSeed('truth', board), rates, questions);
		const ranges = rankRanges({ seed: `board ${board}`, outcomes, resamples: 200 });
		if (ranges.every((range, model) => range && holdsTruth(range, rates, model))) held++;
	}
	// Three standard deviations of a share of 300 boards below 95 %.
	expect(held / boards).toBeGreaterThanOrEqual(0.95 - 3 * Math.sqrt((0.95 * 0.05) / boards));
});

function holdsTruth(range: { best: number; worst: number }, rates: number[], model: number) {
	const own = rates[model] ?? 0;
	const better = rates.filter((rate) => rate > own).length;
	const worse = rates.filter((rate) => rate < own).length;
	return range.best <= 1 + better && range.worst >= rates.length - worse;
}

/** Independent wins at each model's rate; every model scored on every question. */
function drawBoard(seed: string, rates: readonly number[], questions: number): OutcomeMatrix {
	const random = createRandom(seed);
	return matrixOf(
		rates.map((rate) => Array.from({ length: questions }, () => (random.next() < rate ? 2 : 0))),
	);
}

function matrixOf(rows: readonly (readonly number[])[]): OutcomeMatrix {
	return {
		modelIds: rows.map((_, row) => `model ${row}`),
		questionIds: (rows[0] ?? []).map((_, question) => `question ${question}`),
		outcomes: Int8Array.from(rows.flat()),
	};
}
