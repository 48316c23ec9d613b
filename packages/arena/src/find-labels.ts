import { VERDICTS, type Verdict } from './verdict.ts';

/** A label as it stands in a text. */
export type LabelOccurrence = {
	readonly verdict: Verdict;
	/** First character of the opening bracket and first character after the closing one, in UTF-16 units. */
	readonly start: number;
	readonly end: number;
	/** The line that holds the label, without its line ends, in UTF-16 units of the text. */
	readonly lineStart: number;
	readonly lineEnd: number;
};

const BRACKETED = /\[\[([AB<>=\s]{3,40})\]\]/gi;
const VERDICT_BY_LABEL: ReadonlyMap<string, Verdict> = new Map(
	VERDICTS.map((verdict) => [verdict, verdict]),
);

/** All labels of the closed set in reading order; letter case and white space inside the brackets are tolerated. */
export function findLabels(text: string): readonly LabelOccurrence[] {
	return [...text.matchAll(BRACKETED)].flatMap((match) => {
		const verdict = verdictOfLabel(match[1] ?? '');
		if (verdict === undefined) return [];
		const end = match.index + match[0].length;
		const lineBreak = text.indexOf('\n', end);
		return {
			verdict,
			start: match.index,
			end,
			lineStart: text.lastIndexOf('\n', match.index) + 1,
			lineEnd: lineBreak === -1 ? text.length : lineBreak,
		};
	});
}

/** The verdict that a label names without its brackets, or undefined outside the closed set. */
export function verdictOfLabel(label: string): Verdict | undefined {
	return VERDICT_BY_LABEL.get(label.replace(/\s/g, '').toUpperCase());
}
