import type { BoardInput } from './board-input.ts';
import type { Bounds } from '../maths/intervals.ts';
import { wasAsked } from '../rules/battle.ts';
import type { UnscoredReason } from '../rules/judgment.ts';

/** How a judge did over the battles of one board. Battles that were decided without a question are left out. */
export type JudgingCounts = {
	readonly models: number;
	readonly scored: number;
	readonly unscored: number;
	/** What the two games of a scored battle say of each other; the three add up to `scored` where games decide. */
	readonly consistent: number;
	readonly leaning: number;
	readonly flipped: number;
	/** Games won by the answer shown first, and games with a winner. */
	readonly firstWins: number;
	readonly decidedGames: number;
	/** Battles by reason; one with two reasons counts under each. */
	readonly unscoredReasons: Readonly<Partial<Record<UnscoredReason, number>>>;
	/** Battles whose cost is known, and their sum in micro-dollars. */
	readonly pricedBattles: number;
	readonly costMicroUsd: number;
	/** Battles won by the longer answer (`measureLongerWins`); absent of boards up to `board-4`. */
	readonly longer?: LongerWins;
	/** What the two games of its battles tell of the judge's noise (`sumJudgeNoise`); absent up to `board-5`. */
	readonly noise?: NoiseSums;
	/** What the judge said when it was asked again (`sumAskings`); absent where it was not. */
	readonly askings?: AskingSums;
};

/** Sums over battles that were asked more than once, of their mean points around their model's and of their askings' spread. */
export type AskingSums = {
	readonly battles: number;
	/** Battles less one of each model. */
	readonly freedom: number;
	readonly squares: number;
	/** Of the sample variances of a battle's askings, and of 1 / askings. */
	readonly within: number;
	readonly inverseAskings: number;
};

/** Sums over battles, of their mean points y around their model's and of the difference d of their two games. */
export type NoiseSums = {
	readonly battles: number;
	/** Battles less one of each model. */
	readonly freedom: number;
	readonly squares: number;
	readonly differences: number;
	readonly differenceSquares: number;
};

/** hits / n, with the 95 % interval over the questions of one board. */
export type LongerWins = {
	readonly n: number;
	readonly hits: number;
	readonly share?: number;
	readonly interval?: Bounds;
};

/** Counts over every battle of a board that was put to its judge and is settled; any order gives the same. */
export function countJudging(entrants: BoardInput['entrants']): JudgingCounts {
	const asked = entrants
		.flatMap(({ entries }) => entries)
		.flatMap(({ result, costMicroUsd }) =>
			result && wasAsked(result) ? [{ result, costMicroUsd }] : [],
		);
	const scored = asked.filter(({ result }) => result.kind === 'scored').length;
	const judged = asked.flatMap(({ result }) =>
		result.kind === 'scored' && result.by === 'games' ? [result] : [],
	);
	const count = (consistency: (typeof judged)[number]['consistency']) =>
		judged.filter((result) => result.consistency === consistency).length;
	const costs = asked.flatMap(({ costMicroUsd }) => costMicroUsd ?? []);
	return {
		models: entrants.length,
		scored,
		unscored: asked.length - scored,
		consistent: count('consistent'),
		leaning: count('leaning'),
		flipped: count('flipped'),
		firstWins: sum(judged.map(({ firstWins }) => firstWins)),
		decidedGames: sum(judged.map(({ decidedGames }) => decidedGames)),
		unscoredReasons: countReasons(asked.map(({ result }) => result)),
		pricedBattles: costs.length,
		costMicroUsd: sum(costs),
	};
}

/** The counts of several boards as if they were one; models that stand on two count twice. */
export function addJudging(boards: readonly JudgingCounts[]): JudgingCounts {
	const total = (pick: (counts: JudgingCounts) => number) => sum(boards.map(pick));
	const reasons = new Set(boards.flatMap(({ unscoredReasons }) => Object.keys(unscoredReasons)));
	return {
		models: total(({ models }) => models),
		scored: total(({ scored }) => scored),
		unscored: total(({ unscored }) => unscored),
		consistent: total(({ consistent }) => consistent),
		leaning: total(({ leaning }) => leaning),
		flipped: total(({ flipped }) => flipped),
		firstWins: total(({ firstWins }) => firstWins),
		decidedGames: total(({ decidedGames }) => decidedGames),
		unscoredReasons: Object.fromEntries(
			[...reasons]
				.sort()
				.map((reason) => [
					reason,
					total(({ unscoredReasons }) => unscoredReasons[reason as UnscoredReason] ?? 0),
				]),
		),
		pricedBattles: total(({ pricedBattles }) => pricedBattles),
		costMicroUsd: total(({ costMicroUsd }) => costMicroUsd),
		...addLonger(boards.flatMap(({ longer }) => longer ?? [])),
		...addNoise(boards.flatMap(({ noise }) => noise ?? [])),
		...addAskings(boards.flatMap(({ askings }) => askings ?? [])),
	};
}

/** One board keeps its interval; several questions of several boards have no common one. */
function addLonger(shares: readonly LongerWins[]): Pick<JudgingCounts, 'longer'> {
	const [only, ...others] = shares;
	if (!only) return {};
	if (others.length === 0) return { longer: only };
	const [n, hits] = [sum(shares.map((one) => one.n)), sum(shares.map((one) => one.hits))];
	return { longer: { n, hits, ...(n > 0 && { share: hits / n }) } };
}

function addNoise(boards: readonly NoiseSums[]): Pick<JudgingCounts, 'noise'> {
	if (boards.length === 0) return {};
	const total = (pick: (sums: NoiseSums) => number) => sum(boards.map(pick));
	return {
		noise: {
			battles: total(({ battles }) => battles),
			freedom: total(({ freedom }) => freedom),
			squares: total(({ squares }) => squares),
			differences: total(({ differences }) => differences),
			differenceSquares: total(({ differenceSquares }) => differenceSquares),
		},
	};
}

function addAskings(boards: readonly AskingSums[]): Pick<JudgingCounts, 'askings'> {
	if (boards.length === 0) return {};
	const total = (pick: (sums: AskingSums) => number) => sum(boards.map(pick));
	return {
		askings: {
			battles: total(({ battles }) => battles),
			freedom: total(({ freedom }) => freedom),
			squares: total(({ squares }) => squares),
			within: total(({ within }) => within),
			inverseAskings: total(({ inverseAskings }) => inverseAskings),
		},
	};
}

type Result = NonNullable<BoardInput['entrants'][number]['entries'][number]['result']>;

/** A battle counts once for each different reason of its two games. */
export function countReasons(
	results: readonly (Result | undefined)[],
): Partial<Record<UnscoredReason, number>> {
	const counts: Partial<Record<UnscoredReason, number>> = {};
	for (const result of results) {
		if (result?.kind !== 'unscored') continue;
		for (const reason of new Set(result.reasons)) counts[reason] = (counts[reason] ?? 0) + 1;
	}
	return counts;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
