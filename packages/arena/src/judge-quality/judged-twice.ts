import { type BattleResult, wasAsked } from '../rules/battle.ts';
import type { Verdict } from '../rules/verdict.ts';

/** What one judge made of a battle, both games settled. */
export type JudgedSide = {
	readonly result: BattleResult;
	/** The verdict that counts in each game, in shown order; absent where the game is unscored or was not asked. */
	readonly verdicts: { readonly baselineFirst?: Verdict; readonly swapped?: Verdict };
	/** Both games with all their attempts, in micro-dollars; absent when no price is known. */
	readonly costMicroUsd?: number;
	/** Milliseconds of the replies that count, at most one a game. */
	readonly latenciesMs: readonly number[];
};

/** One battle as two judges saw it. */
export type TwiceJudged = {
	readonly questionId: string;
	readonly category: string;
	/** Unicode code points of the model's answer and of the baseline's. */
	readonly responseLength: number;
	readonly baselineLength: number;
	readonly from: JudgedSide;
	readonly to: JudgedSide;
};

/** One battle that one judge was asked about more than once, every asking settled. */
export type RepeatedBattle = {
	readonly questionId: string;
	readonly askings: readonly Pick<JudgedSide, 'result' | 'verdicts'>[];
};

export type TwiceJudgedEntrant = {
	/** Stable key of the submission. */
	readonly id: string;
	/** Who made the model; absent when it is not known. */
	readonly family?: string;
	/** One a question at most: those that both judges have settled. */
	readonly battles: readonly TwiceJudged[];
	/** What either judge said when asked again. */
	readonly repeated: {
		readonly from: readonly RepeatedBattle[];
		readonly to: readonly RepeatedBattle[];
	};
};

export const JUDGE_SIDES = ['from', 'to'] as const;
export type JudgeSide = (typeof JUDGE_SIDES)[number];

/** Everything that a comparison of two judges is a function of. Any order of entrants and battles gives the same. */
export type JudgeComparisonInput = {
	/** Seeds every draw: names the benchmark version and both judges. */
	readonly seed: string;
	readonly entrants: readonly TwiceJudgedEntrant[];
	/** Who made the judges, the baseline; absent when it is not known. */
	readonly families: { readonly from?: string; readonly to?: string; readonly baseline?: string };
};

/** An entrant's battle with the entrant's id. */
export type EntrantBattle = TwiceJudged & { readonly entrantId: string };

/** All battles in canonical order: entrants by id, questions within them. */
export function listTwiceJudged(entrants: readonly TwiceJudgedEntrant[]): readonly EntrantBattle[] {
	return entrants
		.flatMap(({ id, battles }) => battles.map((battle) => ({ ...battle, entrantId: id })))
		.sort((a, b) => compareIds(a.entrantId, b.entrantId) || compareIds(a.questionId, b.questionId));
}

/** Whether a judge was asked and has decided, in whatever way. */
export function hasOutcome(
	result: BattleResult,
): result is Extract<BattleResult, { readonly kind: 'scored' }> {
	return result.kind === 'scored' && wasAsked(result);
}

/** Whether a judge was asked and gave verdicts in both orders. */
export function isDecided(
	result: BattleResult,
): result is Extract<BattleResult, { readonly by: 'games' }> {
	return result.kind === 'scored' && result.by === 'games';
}

export function compareIds(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
