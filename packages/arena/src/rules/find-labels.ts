import { LABEL } from './label-grammar.ts';
import { VERDICTS, type Verdict } from './verdict.ts';

/** A label as it stands in a text. */
export type LabelOccurrence = {
	readonly verdict: Verdict;
	/** First character of the opening bracket and first character after the closing one, in UTF-16 units. */
	readonly start: number;
	readonly end: number;
	/** The line in which the label ends, from where the label begins' line starts, without line ends, in UTF-16 units. */
	readonly lineStart: number;
	readonly lineEnd: number;
};

const VERDICT_BY_LABEL: ReadonlyMap<string, Verdict> = new Map(
	VERDICTS.map((verdict) => [verdict, verdict]),
);

/** All labels of the closed set in reading order; letter case and white space inside the brackets are tolerated. */
export function findLabels(text: string): readonly LabelOccurrence[] {
	const lines = createLineFinder(text);
	return [...text.matchAll(LABEL)].flatMap((match) => {
		const verdict = verdictOfLabel(match[0].slice(2, -2));
		if (verdict === undefined) return [];
		const end = match.index + match[0].length;
		return { verdict, start: match.index, end, ...lines.around(match.index, end) };
	});
}

/** The verdict that a label names without its brackets, or undefined outside the closed set. */
export function verdictOfLabel(label: string): Verdict | undefined {
	return VERDICT_BY_LABEL.get(label.replace(/\s/g, '').toUpperCase());
}

/** Line bounds of places that are asked for in order: each line end is looked for once. */
function createLineFinder(text: string) {
	let lineStart = 0;
	let nextBreak = text.indexOf('\n');
	const passBreaks = (before: number) => {
		while (nextBreak !== -1 && nextBreak < before) {
			lineStart = nextBreak + 1;
			nextBreak = text.indexOf('\n', lineStart);
		}
	};
	return {
		around(start: number, end: number): Pick<LabelOccurrence, 'lineStart' | 'lineEnd'> {
			passBreaks(start);
			const startsAt = lineStart;
			passBreaks(end);
			return { lineStart: startsAt, lineEnd: nextBreak === -1 ? text.length : nextBreak };
		},
	};
}
