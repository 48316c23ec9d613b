import type { SlopeSums } from './slope-sums.ts';
import type { BattleResult } from '../rules/battle.ts';

/** One question of the benchmark as the board groups it. */
export type BoardQuestion = {
	readonly id: string;
	readonly category: string;
	readonly subcategory: string;
	readonly languages: readonly string[];
	readonly difficulty: string;
};

/** What is known of one model on one question. `result` is absent while the battle has not been played. */
export type BoardEntry = {
	readonly questionId: string;
	readonly result?: BattleResult;
	/** Unicode code points of the model's answer. */
	readonly responseLength: number;
	/** What the judge's calls for this battle cost, in micro-dollars; absent when no price is known. */
	readonly costMicroUsd?: number;
};

export type Entrant = {
	/** Stable key of the submission; orders rows that nothing else orders. */
	readonly id: string;
	readonly entries: readonly BoardEntry[];
};

/** Everything a board is a function of. Any order of questions, entrants and entries gives the same board. */
export type BoardInput = {
	/** Seeds every draw together with the slice's name: the benchmark version's hash. */
	readonly seed: string;
	readonly questions: readonly BoardQuestion[];
	/** The baseline's answer lengths in code points, by question id. */
	readonly baselineLengths: ReadonlyMap<string, number>;
	readonly entrants: readonly Entrant[];
	/** What the judge version's other boards say of its slopes of length when this one is computed; absent where none does. */
	readonly otherBoards?: SlopeSums;
};

/** A selection of questions; an absent field selects all. All absent: the overall slice. */
export type Slice = {
	readonly category?: string;
	readonly subcategory?: string;
	readonly language?: string;
	readonly difficulty?: string;
};
