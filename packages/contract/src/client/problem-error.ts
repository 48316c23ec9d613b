import type { ProblemDocument } from '../schemas/problem.ts';

/** The server refused: carries its problem document. */
export class ProblemError extends Error {
	readonly problem: ProblemDocument;
	constructor(problem: ProblemDocument) {
		super(problem.detail);
		this.name = 'ProblemError';
		this.problem = problem;
	}
}

/** What the server answered as a problem document, even if it is none: a proxy's page, an empty body. */
export function asProblem(value: unknown, status: number, text: string): ProblemDocument {
	if (typeof value === 'object' && value !== null && 'detail' in value && 'code' in value)
		return value as ProblemDocument;
	return {
		type: '/problems/internal',
		title: 'The server answered something else than JSON',
		status,
		detail: `Status ${status}: ${text.slice(0, 200)}`,
		code: 'internal',
		request_id: '',
	};
}
