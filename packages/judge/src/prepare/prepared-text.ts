import type { LeftReason } from '../definition/definition-values.ts';

export type LeftPart = {
	/** Which block of code of the answer, from 1; absent: the answer, which has no fence. */
	readonly block?: number;
	/** As its fence names it, or as the question does. */
	readonly language?: string;
	readonly reason: LeftReason;
};

/** An answer as the judge is shown it. */
export type PreparedText = {
	readonly text: string;
	/** How much shorter than the answer it is, in UTF-16 units. */
	readonly removed: number;
	/** What was not looked at, in the order of the answer. */
	readonly left: readonly LeftPart[];
};
