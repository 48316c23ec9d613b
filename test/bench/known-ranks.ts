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

/**
 * Of so many boards of equal models, on how many some pair is distinguished: when all pairs are asked together, when one pair
 * after the other is asked alone, and by max-t without the care for small slices; the last two where `isAskedAlone` is true.
 */
export function countFalse(
	models: number,
	draw: EqualDraw,
	{ questions, boards }: Draw,
	isAskedAlone: boolean,
) {
	const found = { together: 0, alone: 0, plain: 0 };
	for (let board = 0; board < boards; board++) {
		const { next } = createRandom(mixSeed('equal', models, questions, board));
		const columns = Array.from({ length: questions }, () => draw(next, models));
		const rows = Array.from({ length: models }, (_, model) =>
			Int8Array.from(columns, (cells) => cells[model] ?? -1),
		);
		const seed = mixSeed('equal', board);
		const tests = testPairs({ seed, models: rows });
		if (tests.apart > 0) found.together++;
		if (isAskedAlone && isFoundAlone(seed, rows)) found.alone++;
		if (isAskedAlone && isApartPlainly(rows, tests)) found.plain++;
	}
	return found;
}

/** Each pair by a request of its own, as the page of two models asks. */
function isFoundAlone(seed: string, rows: readonly Int8Array[]): boolean {
	const outcomes = layOut(rows);
	const ids = outcomes.modelIds;
	const pairs = ids.flatMap((a, at) => ids.slice(at + 1).map((b) => ({ a, b })));
	return pairs.some((pair) => {
		const [answer] = compareModels({ seed, outcomes, pairs: [pair], resamples: 1000 });
		return answer?.answer.reason === 'distinguished';
	});
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
