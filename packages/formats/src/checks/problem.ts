import { shortenValue } from '@codejoust/arena/text/printable';

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

/** Where a record stands: its line, and inside a JSON array its 1-based position too. */
export type Place = { readonly line: number; readonly item?: number };

/** `Row 12`, or `Item 3 (line 17)` inside a JSON array. */
export function nameOf(place: Place): string {
	return place.item === undefined ? `Row ${place.line}` : `Item ${place.item} (line ${place.line})`;
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
