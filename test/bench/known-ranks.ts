import type { OutcomeMatrix } from '../../packages/arena/src/outcomes/outcome-matrix.ts';
import { compareModels } from '../../packages/arena/src/ranks/compare.ts';
import {
	meanDifference,
	plainStandardError,
	tallyDifference,
} from '../../packages/arena/src/ranks/paired-differences.ts';
import { type PairedTests, testPairs } from '../../packages/arena/src/ranks/paired-tests.ts';
import { type RankRange, rankModels } from '../../packages/arena/src/ranks/rank-ranges.ts';
import { createRandom, mixSeed, type Random } from '../../packages/arena/src/maths/random.ts';

/** How large the drawn boards are, and how many. */
export type Draw = { readonly questions: number; readonly boards: number };

/** Of so many boards, on how many the ranges hold every model's true rank; and of all models, how many theirs hold. */
export function coverRanks(population: readonly Int8Array[], { questions, boards }: Draw) {
	const scores = population.map(scoreOf);
	const tally = { all: 0, held: 0, ranked: 0, width: 0 };
	for (let board = 0; board < boards; board++) {
		const random = createRandom(mixSeed('ranks', questions, board));
		const rows = pick(population, questions, random);
		const { ranges } = rankModels({
			seed: mixSeed('ranges', board),
			outcomes: layOut(rows),
		});
		const ranked = ranges.flatMap((range, model) => (range ? [{ range, model }] : []));
		const held = ranked.filter(({ range, model }) =>
			holdsTruth(
				range,
				scores[model] ?? 0,
				ranked.map((other) => scores[other.model] ?? 0),
			),
		);
		if (held.length === ranked.length) tally.all++;
		tally.held += held.length;
		tally.ranked += ranked.length;
		tally.width += ranked.reduce((sum, { range }) => sum + range.worst - range.best + 1, 0);
	}
	return tally;
}

/** How the outcomes of one question are drawn for models of equal score. */
export type EqualDraw = (next: () => number, models: number) => readonly number[];

/** Wins 45 %, ties 10 %, each model by itself. */
export const INDEPENDENT: EqualDraw = (next, models) =>
	Array.from({ length: models }, () => {
		const at = next();
		return at < 0.45 ? 2 : at < 0.55 ? 1 : 0;
	});

/** A score of 15 % with many ties, on questions that are easy or hard for all models. */
export const CORRELATED: EqualDraw = (next, models) => {
	const ease = next() < 0.5 ? 0.02 : 0.18;
	return Array.from({ length: models }, () => {
		const at = next();
		return at < ease ? 2 : at < ease + 0.1 ? 1 : 0;
	});
};

/** One board in so many is asked about a pair that it does not distinguish, and by the plain test. */
const RARELY = 4;

/**
 * Of so many boards of equal models, on how many some pair is distinguished: when all pairs are asked together, and when pairs
 * are asked one by one. A pair asked alone computes its whole board again, so each pair that is distinguished together is asked
 * alone, and on every fourth board one that is not, drawn by chance. `plain` is max-t without the care for small slices, on
 * every fourth board.
 */
export function countFalse(models: number, draw: EqualDraw, { questions, boards }: Draw) {
	const found = { together: 0, alone: 0, askedAlone: 0, plain: 0, plainBoards: 0 };
	for (let board = 0; board < boards; board++) {
		const random = createRandom(mixSeed('equal', models, questions, board));
		const columns = Array.from({ length: questions }, () => draw(random.next, models));
		const rows = Array.from({ length: models }, (_, model) =>
			Int8Array.from(columns, (cells) => cells[model] ?? -1),
		);
		const seed = mixSeed('equal', board);
		const tests = testPairs({ seed, models: rows });
		if (tests.apart > 0) found.together++;
		const asked = listPairs(models).filter(
			([i, j]) => tests.isBetter(i, j) || tests.isBetter(j, i),
		);
		if (board % RARELY === 0) {
			found.plainBoards++;
			if (isApartPlainly(rows, tests)) found.plain++;
			const rest = listPairs(models).filter((pair) => !asked.some((one) => isSame(one, pair)));
			asked.push(...rest.slice(random.nextInt(Math.max(1, rest.length))).slice(0, 1));
		}
		found.askedAlone += asked.length;
		if (asked.some((pair) => isFoundAlone(seed, rows, pair))) found.alone++;
	}
	return found;
}

type ModelPair = readonly [number, number];

function listPairs(models: number): readonly ModelPair[] {
	return Array.from({ length: models }, (_, i) =>
		Array.from({ length: i }, (__, j): ModelPair => [j, i]),
	).flat();
}

function isSame(one: ModelPair, other: ModelPair): boolean {
	return one[0] === other[0] && one[1] === other[1];
}

/** A pair by a request of its own, as the page of two models asks. */
function isFoundAlone(seed: string, rows: readonly Int8Array[], [i, j]: ModelPair): boolean {
	const outcomes = layOut(rows);
	const [a = '', b = ''] = [outcomes.modelIds[i], outcomes.modelIds[j]];
	const [answer] = compareModels({ seed, outcomes, pairs: [{ a, b }], resamples: 1000 });
	return answer?.answer.reason === 'distinguished';
}

/** Pairs of known order that are distinguished: by all steps, and by the first step alone. */
export function countPower(population: readonly Int8Array[], { questions, boards }: Draw) {
	const found = { pairs: 0, stepDown: 0, single: 0, wrong: 0 };
	const scores = population.map((cells) => scoreOf(cells));
	for (let board = 0; board < boards; board++) {
		const rows = pick(population, questions, createRandom(mixSeed('power', questions, board)));
		const { points, criticalValues, isBetter } = testPairs({
			seed: mixSeed('power', board),
			models: rows,
		});
		const [first = Infinity] = criticalValues;
		for (let i = 0; i < rows.length; i++) {
			for (let j = 0; j < i; j++) {
				const difference = (scores[i] ?? 0) - (scores[j] ?? 0);
				if (Math.abs(difference) < 1e-12) continue;
				found.pairs++;
				const better = difference > 0 ? isBetter(i, j) : isBetter(j, i);
				const worse = difference > 0 ? isBetter(j, i) : isBetter(i, j);
				if (better) found.stepDown++;
				if (worse) found.wrong++;
				if (Math.sign(difference) * (points[i * rows.length + j] ?? 0) > first) found.single++;
			}
		}
	}
	return found;
}

function isApartPlainly(models: readonly Int8Array[], tests: PairedTests): boolean {
	const scales = new Float64Array(models.length ** 2);
	let largest = 0;
	models.forEach((first, i) => {
		models.slice(0, i).forEach((second, j) => {
			const pair = tallyDifference(first, second);
			const error = plainStandardError(pair);
			if (error === 0) return;
			scales[i * models.length + j] = 1 / error;
			scales[j * models.length + i] = 1 / error;
			largest = Math.max(largest, Math.abs(meanDifference(pair) ?? 0) / error);
		});
	});
	return largest > tests.deviations.openQuantiles(0.95, 0)(scales, Infinity);
}

function layOut(rows: readonly Int8Array[]): OutcomeMatrix {
	return {
		modelIds: rows.map((_, at) => `model ${at}`),
		questionIds: Array.from(rows[0] ?? [], (_, at) => `question ${at}`),
		outcomes: Int8Array.from(rows.flatMap((cells) => [...cells])),
	};
}

/** Whether every rank that a model of this score may take among these scores lies in the range. */
function holdsTruth(range: RankRange, own: number, scores: readonly number[]): boolean {
	const better = scores.filter((score) => score > own + 1e-12).length;
	const worse = scores.filter((score) => score < own - 1e-12).length;
	return range.best <= 1 + better && range.worst >= scores.length - worse;
}

function pick(population: readonly Int8Array[], questions: number, { nextInt }: Random) {
	const size = population[0]?.length ?? 0;
	const draws = Array.from({ length: questions }, () => nextInt(size));
	return population.map((cells) => Int8Array.from(draws, (at) => cells[at] ?? -1));
}

function scoreOf(cells: Int8Array): number {
	const scored = cells.filter((cell) => cell >= 0);
	return scored.reduce((sum, cell) => sum + cell, 0) / (2 * scored.length);
}
