import type * as z from 'zod';
import type { JsonObject } from './json-row.ts';
import { quoteValue } from '@codejoust/arena/text/printable';
import {
	type Place,
	type Problem,
	type ReasonCode,
	REASON_CODES,
	problemAt,
} from '../checks/problem.ts';

/** A record that has been read, or every reason why it could not be. */
export type Reading<T> =
	| { readonly kind: 'read'; readonly value: T }
	| { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** Checks a record's shape; every issue becomes a sentence that names row, field, value and limit. */
export function readShape<T>(schema: z.ZodType<T>, record: JsonObject, place: Place): Reading<T> {
	// Without jitless zod compiles the schema with `new Function`, which a page's CSP forbids.
	const parsed = schema.safeParse(record, { jitless: true });
	if (parsed.success) return { kind: 'read', value: parsed.data };
	const problems = parsed.error.issues.map((issue) => toProblem(issue, record, place));
	return { kind: 'refused', problems };
}

/** Why records, or parts of one, could not be read. */
export function problemsOf(...readings: readonly Reading<unknown>[]): readonly Problem[] {
	return readings.flatMap((reading) => (reading.kind === 'refused' ? reading.problems : []));
}

/** A refusal with one problem. */
export function refuseField<T>(
	place: Place,
	details: {
		readonly field: string;
		readonly value?: unknown;
		readonly reason: ReasonCode;
		readonly says: string;
	},
): Reading<T> {
	return { kind: 'refused', problems: [problemAt(place, details)] };
}

function toProblem(issue: z.core.$ZodIssue, record: JsonObject, place: Place): Problem {
	const field = issue.path.map(String).join('.');
	const value = valueAt(record, issue.path);
	if (value === undefined) {
		const says = `the field \`${field}\` is missing.`;
		return problemAt(place, { field, reason: 'missing-field', says });
	}
	const { reason, limit } = explain(issue);
	const says = `the field \`${field}\` is ${describe(value)}; ${limit}.`;
	return problemAt(place, { field, value, reason, says });
}

function valueAt(record: JsonObject, path: readonly PropertyKey[]): unknown {
	let value: unknown = record;
	for (const key of path) {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
		value = Reflect.get(value, key);
	}
	return value;
}

function describe(value: unknown): string {
	if (value === '') return 'empty';
	if (value === null) return 'null';
	if (Array.isArray(value))
		return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
	if (typeof value === 'object') return 'an object';
	return quoteValue(value);
}

type Explanation = { readonly reason: ReasonCode; readonly limit: string };

function explain(issue: z.core.$ZodIssue): Explanation {
	switch (issue.code) {
		case 'invalid_type':
			return {
				reason: 'wrong-type',
				limit: `it must be ${KINDS[issue.expected] ?? issue.expected}`,
			};
		case 'invalid_value':
			return { reason: 'wrong-value', limit: `it must be one of ${issue.values.join(', ')}` };
		case 'too_big':
			return { reason: issue.origin === 'array' ? 'too-many' : 'too-long', limit: most(issue) };
		case 'too_small':
			return { reason: 'empty-text', limit: 'it must not be empty' };
		case 'custom':
			return { reason: reasonOf(issue.params?.['reason']), limit: issue.message };
		default:
			return {
				reason: 'wrong-value',
				limit: 'it does not have the form that this format asks for',
			};
	}
}

const KINDS: Readonly<Record<string, string>> = {
	string: 'a string',
	number: 'a number',
	int: 'a whole number',
	array: 'a list',
	object: 'an object',
};

function most(issue: z.core.$ZodIssueTooBig): string {
	const unit = issue.origin === 'array' ? 'entries' : 'characters';
	return `it must have at most ${String(issue.maximum)} ${unit}`;
}

function reasonOf(value: unknown): ReasonCode {
	return REASON_CODES.find((code) => code === value) ?? 'wrong-value';
}
