import type { z } from 'zod';
import { findNearest } from '@codejoust/arena/text/nearest-name';
import { KNOWN_FIELDS } from './endpoints-schema.ts';

const MOST_SHOWN = 60;
/** Their values may be secrets that somebody wrote into the file. */
const HIDDEN = /(^|\.)(headers|body|key_env)(\.|$)/;

type Issue = z.core.$ZodIssue;

/** A sentence for every issue of a file: its path there, its value, and what is wrong with it or which field is nearest. */
export function describeFileFaults(issues: readonly Issue[], written: unknown): readonly string[] {
	return issues.flatMap((issue) => describeIssue(issue, written));
}

function describeIssue(issue: Issue, written: unknown): readonly string[] {
	const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
	if (issue.code === 'unrecognized_keys') {
		const known = knownFieldsAt(path);
		return issue.keys.map((key) => {
			const nearest = findNearest(key.slice(0, MOST_SHOWN), known);
			const hint = nearest === undefined ? '' : `; the nearest one is "${nearest}"`;
			return `${showPath([...path, key])}: there is no such field${hint}`;
		});
	}
	if (issue.code === 'invalid_key')
		return [`${showPath(path)}: ${issue.issues.map(({ message }) => message).join(', ')}`];
	const deeper = issue.code === 'invalid_union' ? deepest(issue) : [];
	if (deeper.length > 0)
		return deeper.flatMap((one) =>
			describeIssue({ ...one, path: [...path, ...one.path] }, written),
		);
	const value = valueAt(written, path);
	if (value === undefined) return [`${showPath(path)}: is missing (${issue.message})`];
	return [`${showPath(path)}${showValue(path, value)}: ${issue.message}`];
}

/** Of the forms of a value, what is wrong with the one that came furthest. */
function deepest({ errors }: Issue & { code: 'invalid_union' }): readonly Issue[] {
	return errors.find((issues) => issues.some(({ path }) => path.length > 0)) ?? [];
}

function knownFieldsAt(path: readonly (string | number)[]): readonly string[] {
	const names = path.filter((part) => typeof part === 'string');
	const isNamed = names[1] === 'prices' || names[1] === 'headers';
	const place = isNamed && names.length > 2 ? [...names.slice(0, 2), '*'] : names;
	return KNOWN_FIELDS[place.join('.')] ?? [];
}

/** `endpoints[1].batch.price_factor` */
function showPath(path: readonly (string | number)[]): string {
	const shown = path
		.map((part) =>
			typeof part === 'number' ? `[${part}]` : `.${String(part).slice(0, MOST_SHOWN)}`,
		)
		.join('')
		.replace(/^\./, '');
	return shown === '' ? 'the file' : shown;
}

function showValue(path: readonly (string | number)[], value: unknown): string {
	if (HIDDEN.test(path.join('.'))) return '';
	// A query may hold a key.
	const plain = typeof value === 'string' ? value.replace(/\?.*$/s, '?…') : value;
	const text = JSON.stringify(plain);
	return `=${text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text}`;
}

function valueAt(written: unknown, path: readonly (string | number)[]): unknown {
	return path.reduce<unknown>(
		(at, part) => (typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined),
		written,
	);
}
