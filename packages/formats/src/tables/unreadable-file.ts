import type { Problem } from '../checks/problem.ts';

/** A file that cannot be unpacked or taken apart; its problem is the only one of the file. */
export class UnreadableFile extends Error {
	readonly problem: Problem;

	constructor(problem: Problem) {
		super(problem.message);
		this.problem = problem;
	}
}
