import type { Verdict } from './verdict.ts';

/** `baseline-first`: the baseline's answer is shown as Assistant A. `swapped`: the model's answer is. */
export const GAME_ORDERS = ['baseline-first', 'swapped'] as const;
export type GameOrder = (typeof GAME_ORDERS)[number];

/** A game's worth to the model, from −2 (the baseline is significantly better) to +2. */
export type GamePoints = -2 | -1 | 0 | 1 | 2;

const POINTS_OF_SECOND: Readonly<Record<Verdict, GamePoints>> = {
	'A>>B': -2,
	'A>B': -1,
	'A=B': 0,
	'B>A': 1,
	'B>>A': 2,
};
const POINTS_OF_FIRST: Readonly<Record<Verdict, GamePoints>> = {
	'A>>B': 2,
	'A>B': 1,
	'A=B': 0,
	'B>A': -1,
	'B>>A': -2,
};

/** Points of one game from the model's side. */
export function gamePoints(verdict: Verdict, order: GameOrder): GamePoints {
	return order === 'baseline-first' ? POINTS_OF_SECOND[verdict] : POINTS_OF_FIRST[verdict];
}
