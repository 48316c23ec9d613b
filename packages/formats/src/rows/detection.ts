import type { JsonObject } from './json-row.ts';
import { listNames } from '@codejoust/arena/text/printable';
import { type Place, type Problem, problemAt } from '../checks/problem.ts';

/** What a file was taken for: the format's name, and the same in words. */
export type Detected<Name extends string> =
	| { readonly kind: 'known'; readonly format: Name; readonly words: string }
	| { readonly kind: 'unknown'; readonly words: string };

type Format<Name extends string> = {
	readonly name: Name;
	readonly words: string;
	readonly detect: (record: JsonObject) => boolean;
};

const UNKNOWN_FORMAT = { kind: 'unknown', words: 'no format that is known here' } as const;

/** The first format that knows the record. */
export function detectFormat<F extends Format<string>>(
	formats: readonly F[],
	record: JsonObject,
): F | undefined {
	return formats.find((format) => format.detect(record));
}

export function describeDetected<Name extends string>(
	format: Format<Name> | undefined,
): Detected<Name> {
	if (format === undefined) return UNKNOWN_FORMAT;
	return { kind: 'known', format: format.name, words: format.words };
}

/** A record that no format knows. */
export function unknownRecord(record: JsonObject, place: Place, expected: string): Problem {
	const fields = Object.keys(record);
	const found = fields.length === 0 ? 'no fields' : `the fields ${listNames(fields)}`;
	const says = `the record has ${found}, which no known format has; ${expected}.`;
	return problemAt(place, { reason: 'unknown-format', says });
}
