import { hasWords } from './words.ts';

/** A part of a line between two marks, the marks included: first character, and first character after it. */
export type Span = { readonly start: number; readonly end: number };

/**
 * The quotations of one line, a list for each kind of quotation marks, each in order and without overlaps. Apostrophes
 * inside words open and close nothing. Each character is looked at once for each kind.
 */
export function findQuotations(line: string): readonly (readonly Span[])[] {
	return [
		findPairs(line, '"', '"'),
		findPairs(line, '“', '”'),
		findPairs(line, '«', '»'),
		findPairs(line, '‘', '’', (span) => !isWordAt(line, span.end)),
		findPairs(
			line,
			"'",
			"'",
			(span) => !isWordAt(line, span.end),
			(start) => !isWordBefore(line, start) && /\S/.test(line[start + 1] ?? ' '),
		),
	];
}

/** The code spans of one line: as many backticks behind them as before, no backtick inside. */
export function findCodeSpans(line: string): readonly Span[] {
	const spans: Span[] = [];
	let opening: Span | undefined;
	for (const run of line.matchAll(/`+/g)) {
		const end = run.index + run[0].length;
		if (opening === undefined) {
			opening = { start: run.index, end };
			continue;
		}
		// Of the longer run, only the marks next to the code belong to it.
		const marks = Math.min(opening.end - opening.start, run[0].length);
		spans.push({ start: opening.end - marks, end: run.index + marks });
		opening = run[0].length > marks ? { start: run.index + marks, end } : undefined;
	}
	return spans;
}

/** Pairs from the left. A pair that is refused may close nothing, but its closing mark may open the next. */
function findPairs(
	line: string,
	open: string,
	close: string,
	isPair: (span: Span) => boolean = () => true,
	isOpening: (start: number) => boolean = () => true,
): readonly Span[] {
	const spans: Span[] = [];
	let start = line.indexOf(open);
	while (start !== -1) {
		let next = start + 1;
		if (isOpening(start)) {
			const at = line.indexOf(close, next);
			if (at === -1) break;
			const span = { start, end: at + 1 };
			const isTaken = isPair(span);
			if (isTaken) spans.push(span);
			// An opening mark before a refused closing one would find the same one again.
			next = isTaken ? span.end : at;
		}
		start = line.indexOf(open, next);
	}
	return spans;
}

function isWordAt(line: string, at: number): boolean {
	const code = line.codePointAt(at);
	return code !== undefined && hasWords(String.fromCodePoint(code));
}

function isWordBefore(line: string, at: number): boolean {
	const isPair = at > 1 && /^[\ud800-\udbff][\udc00-\udfff]$/.test(line.slice(at - 2, at));
	return at > 0 && hasWords(line.slice(at - (isPair ? 2 : 1), at));
}
