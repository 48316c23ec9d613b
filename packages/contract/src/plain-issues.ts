import { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

/** From now on, what a schema has no sentence of its own for is told in plain words, with the limit. For a process as a whole. */
export function tellIssuesPlainly(): void {
	z.config({ customError: describeIssue });
}

/** A sentence about a value that does not fit its schema; undefined where zod's own words will do. */
export function describeIssue(issue: Issue): string | undefined {
	switch (issue.code) {
		case 'invalid_type':
			return describeType(issue.expected, issue.input);
		case 'too_big':
			return describeSize(issue, issue.input, 'most', issue.maximum);
		case 'too_small':
			return describeSize(issue, issue.input, 'least', issue.minimum);
		case 'invalid_value':
			return `It has to be ${joinNames(issue.values.map((value) => JSON.stringify(value)))}.`;
		case 'unrecognized_keys':
			return issue.keys.length === 1
				? `There is no field ${JSON.stringify(issue.keys[0])} here.`
				: `There are no fields ${issue.keys.map((key) => JSON.stringify(key)).join(', ')} here.`;
		default:
			return undefined;
	}
}

const TYPES: Readonly<Record<string, string>> = {
	string: 'a text',
	number: 'a number',
	int: 'a whole number',
	boolean: 'true or false',
	array: 'a list',
	tuple: 'a list',
	object: 'an object',
	record: 'an object',
	null: 'null',
};

function describeType(expected: string, input: unknown): string | undefined {
	const needed = TYPES[expected];
	if (input === undefined) return 'It is missing.';
	if (needed === undefined) return undefined;
	const found = Number.isNaN(input) ? 'no number' : TYPES[typeOf(input)];
	return found === undefined
		? `It has to be ${needed}.`
		: `It has to be ${needed}; it is ${found}.`;
}

function typeOf(input: unknown): string {
	if (input === null) return 'null';
	return Array.isArray(input) ? 'array' : typeof input;
}

function describeSize(
	{ origin, inclusive }: { readonly origin: string; readonly inclusive?: boolean },
	input: unknown,
	bound: 'most' | 'least',
	limit: number | bigint,
): string | undefined {
	const shown = limit.toLocaleString('en');
	if (typeof input === 'string' || Array.isArray(input)) {
		const [one, more] =
			typeof input === 'string' ? ['character', 'characters'] : ['entry', 'entries'];
		const unit = input.length === 1 ? one : more;
		if (input.length === 0) return 'It is empty.';
		const needed = `at ${bound} ${shown} ${bound === 'most' ? 'are allowed' : 'are needed'}`;
		return `It has ${input.length.toLocaleString('en')} ${unit}; ${needed}.`;
	}
	if (origin !== 'number' && origin !== 'int') return undefined;
	if (inclusive === false) return `It has to be ${bound === 'most' ? 'below' : 'above'} ${shown}.`;
	return `It has to be at ${bound} ${shown}.`;
}

function joinNames(names: readonly string[]): string {
	const last = names.at(-1) ?? '';
	return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}
