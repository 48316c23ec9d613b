import { type GamePoints, gamePoints } from './game.ts';
import type { GameJudgment, UnscoredReason } from './judgment.ts';
import type { Rating } from './rating.ts';

/** Of a scored battle, from the model's side. */
export const OUTCOMES = ['win', 'tie', 'loss'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What the two games say of each other: same side (or both ties), one decides and one ties, opposite sides. */
export const CONSISTENCIES = ['consistent', 'leaning', 'flipped'] as const;
export type Consistency = (typeof CONSISTENCIES)[number];

/**
 * What decides a battle: its two games, the one game that was played, the ratings of both answers, the votes of several judges,
 * or, without a question to a judge, an empty answer or one that equals the baseline's.
 */
export const DECIDERS = [
	'games',
	'game',
	'ratings',
	'votes',
	'empty-answer',
	'equal-texts',
] as const;
export type Decider = (typeof DECIDERS)[number];

/** Deciders that say nothing of how the order of the answers matters. */
export const ORDERLESS_DECIDERS = [
	'game',
	'ratings',
	'votes',
] as const satisfies readonly Decider[];
export type OrderlessDecider = (typeof ORDERLESS_DECIDERS)[number];

/** Whether this decided a battle without two orders of its answers. */
export function isOrderless(by: Decider | null): by is OrderlessDecider {
	return ORDERLESS_DECIDERS.some((one) => one === by);
}

/** What a kind of judge says of a battle beside its outcome, from the model's side. */
export type BattleNumbers = {
	/** The mean probability that the model's answer is better, 0 to 1. */
	readonly preference?: number;
	/** Ratings of both answers by criterion. */
	readonly ratings?: Readonly<
		Record<string, { readonly model: Rating; readonly baseline: Rating }>
	>;
	/** What each member of a jury or cascade makes of it; null where it has no opinion that can be read. */
	readonly votes?: Readonly<Record<string, Outcome | null>>;
};

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
			readonly numbers?: BattleNumbers;
	  }
	/** There are not two orders of the answers, so that nothing is known of how it matters. */
	| {
			readonly kind: 'scored';
			readonly by: OrderlessDecider;
			readonly outcome: Outcome;
			/**
			 * Above zero for a win: the points of the one game, the sum of the model's ratings less that of the baseline's, or votes
			 * for less votes against.
			 */
			readonly margin: number;
			readonly numbers?: BattleNumbers;
	  }
	| { readonly kind: 'scored'; readonly by: 'empty-answer'; readonly outcome: 'loss' }
	| { readonly kind: 'scored'; readonly by: 'equal-texts'; readonly outcome: 'tie' }
	| {
			readonly kind: 'unscored';
			readonly reasons: readonly UnscoredReason[];
			/** Of the one game that has a verdict, −2 to +2; absent where neither has one. Moves no number of the default rule. */
			readonly points?: number;
	  };

/** Whether a judge was asked about a battle: it is unscored, or what the judge said decides it. */
export function wasAsked(result: BattleResult): boolean {
	return (
		result.kind === 'unscored' || (result.by !== 'empty-answer' && result.by !== 'equal-texts')
	);
}

/** Scored by what a judge said, in games, ratings or votes. */
export type JudgedResult = Extract<BattleResult, { readonly margin: number }>;

/** Whether a judge was asked about a battle and decided it. */
export function isJudged(result: BattleResult): result is JudgedResult {
	return result.kind === 'scored' && 'margin' in result;
}

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
	readonly baselineFirst: GameJudgment;
	readonly swapped: GameJudgment;
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
		outcome: outcomeOfMargin(margin),
		margin,
		consistency: compareGames(first, second),
		firstWins: count(first < 0, second > 0),
		decidedGames: count(first !== 0, second !== 0),
	};
}

/** The outcome that a margin from the model's side means. */
export function outcomeOfMargin(margin: number): Outcome {
	return margin > 0 ? 'win' : margin < 0 ? 'loss' : 'tie';
}

function compareGames(first: GamePoints, second: GamePoints): Consistency {
	if (Math.sign(first) === Math.sign(second)) return 'consistent';
	return first === 0 || second === 0 ? 'leaning' : 'flipped';
}

function count(first: boolean, second: boolean): 0 | 1 | 2 {
	return first && second ? 2 : first || second ? 1 : 0;
}
