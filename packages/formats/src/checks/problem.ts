import { quoteValue, shortenValue } from '@codejoust/arena/text/printable';

/** Why a file or a row of it is refused. Closed: a caller may translate every one of them. */
export const REASON_CODES = [
	'empty-file',
	'file-too-large',
	'compressed',
	'not-json',
	'invalid-utf8',
	'nul-character',
	'lone-surrogate',
	'line-too-long',
	'too-many-rows',
	'invalid-json',
	'invalid-csv',
	'cut',
	'duplicate-key',
	'too-deep',
	'not-an-object',
	'unknown-format',
	'missing-field',
	'wrong-type',
	'wrong-value',
	'too-long',
	'too-many',
	'empty-text',
	'invalid-literal',
	'no-mapping',
	'no-task-type',
	'unmapped-task-type',
	'unknown-baseline',
	'unknown-reference-model',
	'missing-baseline-responses',
	'unknown-question',
	'ambiguous-question',
	'missing-responses',
	'not-accepted',
	'duplicate',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

export type Problem = {
	/** 1-based line of the file. */
	readonly line?: number;
	/** Dotted path of the field inside the record. */
	readonly field?: string;
	/** The offending value, shortened and safe to print. */
	readonly value?: string;
	readonly reason: ReasonCode;
	/** A whole sentence that names the row, the field, the value and the limit. */
	readonly message: string;
	/** Problems of a kind that this one stands for, itself included; absent: itself alone. */
	readonly times?: number;
};

/** All problems of a file: the first `LIMITS.shownProblems`, many of a kind as one, and how many there are in all. */
export type Problems = { readonly shown: readonly Problem[]; readonly total: number };

/** Where a record stands: its line, inside a JSON array its 1-based position too, and of several files which one. */
export type Place = { readonly line: number; readonly item?: number; readonly file?: string };

/** `Row 12`, or `Item 3 (line 17)` inside a JSON array; of several files `Row 12 of "b.jsonl"`. */
export function nameOf({ line, item, file }: Place): string {
	const row = item === undefined ? `Row ${line}` : `Item ${item} (line ${line})`;
	return file === undefined ? row : `${row} of ${quoteValue(file)}`;
}

/** A problem of one row; `says` continues the sentence that begins with the row's name. */
export function problemAt(
	place: Place,
	{ field, value, reason, says }: ProblemDetails & { readonly says: string },
): Problem {
	return {
		line: place.line,
		...(field === undefined ? {} : { field }),
		...(value === undefined ? {} : { value: shortenValue(value) }),
		reason,
		message: `${nameOf(place)}: ${says}`,
	};
}

type ProblemDetails = {
	readonly field?: string;
	readonly value?: unknown;
	readonly reason: ReasonCode;
};

/** A problem of one of several files, which was found before anybody knew the file. */
export function problemInFile(problem: Problem, file: string | undefined): Problem {
	if (file === undefined) return problem;
	const { line, message } = problem;
	const behind = line === undefined ? -1 : message.indexOf(': ');
	const named =
		behind === -1
			? `${quoteValue(file)}: ${message}`
			: `${message.slice(0, behind)} of ${quoteValue(file)}${message.slice(behind)}`;
	return { ...problem, message: named };
}
