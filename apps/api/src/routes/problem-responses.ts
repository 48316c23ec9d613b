import { problemDocument } from '@codejoust/contract/schemas/problem';
import { PROBLEMS } from '../refusal.ts';
import type { ProblemCode } from '@codejoust/contract/schemas/problem';

const content = { 'application/problem+json': { schema: problemDocument } };

/** A key that is not taken is refused on public routes too, and a query parameter that a route does not have on every one. */
const EVERYWHERE = [
	'unauthenticated',
	'invalid-input',
	'too-many-requests',
	'not-ready',
	'internal',
] as const;

/** The problem answers of a route, for its OpenAPI description. */
export function problems(...codes: readonly ProblemCode[]) {
	const all: readonly ProblemCode[] = [...new Set([...codes, ...EVERYWHERE])];
	return Object.fromEntries(
		all.map((code) => {
			const { status } = PROBLEMS[code];
			const titles = all
				.filter((other) => PROBLEMS[other].status === status)
				.map((other) => PROBLEMS[other].title);
			return [status, { description: titles.join('; '), content }];
		}),
	);
}

export const json = <Schema>(schema: Schema, description: string) => ({
	description,
	content: { 'application/json': { schema } },
});
