import { type GamePoints, gamePoints } from './game.ts';
import type { Judgment, UnscoredReason } from './judgment.ts';

/** Of a scored battle, from the model's side. */
export const OUTCOMES = ['win', 'tie', 'loss'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What the two games say of each other: same side (or both ties), one decides and one ties, opposite sides. */
export const CONSISTENCIES = ['consistent', 'leaning', 'flipped'] as const;
export type Consistency = (typeof CONSISTENCIES)[number];

/** What decides a battle: its two games, or, without a question to the judge, an empty answer or one that equals the baseline's. */
export const DECIDERS = ['games', 'empty-answer', 'equal-texts'] as const;
export type Decider = (typeof DECIDERS)[number];

/** A battle as the board counts it, from the model's side. */
export type BattleResult =
	| {
			readonly kind: 'scored';
			readonly by: 'games';
			readonly outcome: Outcome;
			/** Sum of both games' points, −4 to +4. */
			readonly margin: number;
			readonly consistency: Consistency;
			/** Of the two games, how many the answer shown first won, and how many had a winner at all. */
			readonly firstWins: 0 | 1 | 2;
			readonly decidedGames: 0 | 1 | 2;
	  }
	| { readonly kind: 'scored'; readonly by: 'empty-answer'; readonly outcome: 'loss' }
	| { readonly kind: 'scored'; readonly by: 'equal-texts'; readonly outcome: 'tie' }
	| {
			readonly kind: 'unscored';
			readonly reasons: readonly UnscoredReason[];
			/** Of the one game that has a verdict, −2 to +2; absent where neither has one. Moves no number of the default rule. */
			readonly points?: number;
	  };

/** The model said nothing: its battle is lost and no judge is asked. */
export const EMPTY_ANSWER_LOSS: BattleResult = {
	kind: 'scored',
	by: 'empty-answer',
	outcome: 'loss',
};

/** The model's text is the baseline's: a tie, and no judge is asked. */
export const EQUAL_TEXTS_TIE: BattleResult = {
	kind: 'scored',
	by: 'equal-texts',
	outcome: 'tie',
};

/** Decides a battle from its two games. A battle with an unscored game is unscored, with the reasons in game order. */
export function decideBattle(games: {
	readonly baselineFirst: Judgment;
	readonly swapped: Judgment;
}): BattleResult {
	const { baselineFirst, swapped } = games;
	if (baselineFirst.kind === 'unscored' || swapped.kind === 'unscored') {
		const reasons = [baselineFirst, swapped].flatMap((game) =>
			game.kind === 'unscored' ? [game.reason] : [],
		);
		const points = [
			...(baselineFirst.kind === 'scored'
				? [gamePoints(baselineFirst.verdict, 'baseline-first')]
				: []),
			...(swapped.kind === 'scored' ? [gamePoints(swapped.verdict, 'swapped')] : []),
		];
		return { kind: 'unscored', reasons, ...(points[0] !== undefined && { points: points[0] }) };
	}
	const first = gamePoints(baselineFirst.verdict, 'baseline-first');
	const second = gamePoints(swapped.verdict, 'swapped');
	const margin = first + second;
	return {
		kind: 'scored',
		by: 'games',
		outcome: margin > 0 ? 'win' : margin < 0 ? 'loss' : 'tie',
		margin,
		consistency: compareGames(first, second),
		firstWins: count(first < 0, second > 0),
		decidedGames: count(first !== 0, second !== 0),
	};
}

function compareGames(first: GamePoints, second: GamePoints): Consistency {
	if (Math.sign(first) === Math.sign(second)) return 'consistent';
	return first === 0 || second === 0 ? 'leaning' : 'flipped';
}

function count(first: boolean, second: boolean): 0 | 1 | 2 {
	return first && second ? 2 : first || second ? 1 : 0;
}
