import type { BoardInput } from '../outcomes/board-input.ts';
import type { NoiseSums } from '../outcomes/judging-counts.ts';
import type { BattleResult } from '../rules/battle.ts';

/** How much of the intervals on a judge's boards is the judge's own noise. */
export type JudgeNoise = {
	/** Battles that it is measured on. */
	readonly battles: number;
	/** Variance of a battle's points that is within the battle, over all of it between a model's battles; in [0, 1]. */
	readonly varianceShare: number;
	/** By how much an interval would be narrower if the judge had no noise: 1 − √(1 − variance share). */
	readonly widthShare: number;
};

const FEWEST_BATTLES = 30;

/**
 * What the two games of each battle of a board tell of the judge's noise, as sums that several boards can be added from. A
 * game has 1, ½ or 0 points from the model's side; y is the mean of a battle's two games and d their difference (swapped −
 * baseline first). Battles that no judge was asked about, and unscored ones, are left out.
 */
export function sumJudgeNoise(entrants: BoardInput['entrants']): NoiseSums {
	const sums = { battles: 0, freedom: 0, squares: 0, differences: 0, differenceSquares: 0 };
	for (const { entries } of entrants) {
		const games = entries.flatMap(({ result }) =>
			result?.kind === 'scored' && result.by === 'games' ? [readGames(result)] : [],
		);
		const mean = games.reduce((total, { y }) => total + y, 0) / games.length;
		for (const { y, d } of games) {
			sums.battles++;
			sums.squares += (y - mean) ** 2;
			sums.differences += d;
			sums.differenceSquares += d * d;
		}
		sums.freedom += Math.max(0, games.length - 1);
	}
	return sums;
}

/**
 * The components of variance: within a battle, half of the sample variance of d over the two games' mean (so that a preference
 * for the first answer that is the same everywhere is no noise); in all, the variance of y over a model's questions. Undefined
 * below 30 battles, and where all battles of every model are alike.
 *
 * Source: the analysis of variance with two observations a cell (Fisher 1925; Searle, Casella and McCulloch 1992, chapter 3):
 * var(y) = between questions + var(d)/4.
 */
export function measureJudgeNoise(sums: NoiseSums): JudgeNoise | undefined {
	const { battles, freedom, squares, differences, differenceSquares } = sums;
	if (!isMeasurable(battles, freedom)) return undefined;
	const variance = (differenceSquares - differences ** 2 / battles) / (battles - 1);
	return shareOfNoise(battles, variance / 4, squares / freedom);
}

export function isMeasurable(battles: number, freedom: number): boolean {
	return battles >= FEWEST_BATTLES && freedom > 0;
}

/** Of the variance within battles in that of all; undefined where there is none. */
export function shareOfNoise(battles: number, within: number, all: number): JudgeNoise | undefined {
	if (all <= 1e-12) return undefined;
	const varianceShare = Math.min(1, Math.max(0, within / all));
	return { battles, varianceShare, widthShare: 1 - Math.sqrt(1 - varianceShare) };
}

type Games = Extract<BattleResult, { by: 'games' }>;

/** Of two games with a winner each that agree, one was won by the answer shown first: their difference is 0. */
function readGames({ outcome, consistency, firstWins, decidedGames }: Games) {
	const d = (2 * firstWins - decidedGames) / 2;
	if (consistency === 'flipped') return { y: 0.5, d };
	const reach = consistency === 'leaning' ? 0.25 : 0.5;
	const side = outcome === 'win' ? 1 : outcome === 'loss' ? -1 : 0;
	return { y: 0.5 + side * reach, d };
}
