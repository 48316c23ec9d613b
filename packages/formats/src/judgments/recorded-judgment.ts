import type { Verdict } from '@codejoust/arena/rules/verdict';

/** Which of two answers, in the order of the file, a game showed first as Assistant A. */
export type ShownFirst = 'one' | 'two';

/** What a file says of one game. */
export type RecordedGame = {
	readonly shownFirst: ShownFirst;
	/** The file's own decision, for the answer shown first as A; null where it has none, or one that is no label. */
	readonly decision: Verdict | null;
	/** How much better the answer shown first is, 0 to 1; null where the file has none; absent of a judge that says labels. */
	readonly preference?: number | null;
	/** What the judge said. */
	readonly words?: string;
	/** The judge was asked for other labels than ours, so that our reader can read none of its words. */
	readonly hasOtherLabels?: boolean;
};

/** One of two answers that were compared. */
export type RecordedSide = {
	/** The model as the file names it; absent where it does not. */
	readonly model?: string;
	/** Absent where the file has no text of it. */
	readonly answer?: string;
	/** Unicode code points, of an answer whose text is not in the file. */
	readonly characters?: number;
};

/** One record of a file of judgments: a question, two answers and what a judge said of them. */
export type RecordedJudgment = {
	/** `Row 3`, or `Row 3 of "b.jsonl"`. */
	readonly place: string;
	readonly line: number;
	/** The names by which the question may be found: ids before texts. */
	readonly question: { readonly id?: string; readonly text?: string };
	readonly judge?: string;
	readonly sides: { readonly one: RecordedSide; readonly two: RecordedSide };
	/** Which side is the baseline by the rules of the format; absent where its name has to say it. */
	readonly baseline?: ShownFirst;
	/** One or two. */
	readonly games: readonly RecordedGame[];
};
