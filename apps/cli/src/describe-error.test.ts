import { ProblemError } from '@codejoust/contract/client';
import { expect, test } from 'vitest';
import { describeError } from './describe-error.ts';
import { UnreachableError } from './reach.ts';
import { UsageError } from './usage-error.ts';

const problem = {
	type: '/problems/invalid-input',
	title: 'The input is not valid',
	status: 422,
	detail: '300 problems.',
	code: 'invalid-input',
	request_id: 'r1',
	errors: [{ name: 'slug', value: 'A\x1b[2JB', reason: 'A slug is lower case.' }],
	errors_total: 300,
} as const;

test('a refusal is told whole, safely, and with how much more there is', () => {
	const { lines, code } = describeError(
		new ProblemError({ ...problem, errors: [...problem.errors] }),
	);
	expect(code).toBe(2);
	expect(lines).toEqual([
		'The input is not valid: 300 problems.',
		'  slug: A slug is lower case. (it is "A\\u001b[2JB")',
		'  … and 299 more.',
	]);
});

test('a failure of the server is no bad input and names the request', () => {
	const failed = {
		...problem,
		status: 500,
		code: 'internal',
		errors: [],
		errors_total: 0,
	} as const;
	const { lines, code } = describeError(new ProblemError({ ...failed, errors: [] }));
	expect([code, lines.at(-1)]).toEqual([1, 'The request id is r1.']);
});

test.each([
	[new UsageError('x'), 2],
	[new UnreachableError('x'), 5],
	[new TypeError('x'), 1],
])('%s ends the process with %i', (error, code) => {
	expect(describeError(error).code).toBe(code);
});
