import { createProblemList, type Problem, type Problems } from '../checks/problem.ts';
import { groupDigits } from '../checks/limits.ts';

/** Rows that are named of several equal problems. */
const EXAMPLES = 3;
/** From here on several are one line. */
const SEVERAL = 4;

/** A problem with what it has in common with others of its kind. */
export type KindOfProblem = Problem & { readonly place: string };

export type EqualProblems = {
	readonly add: (problem: KindOfProblem) => void;
	readonly list: () => Problems;
};

/**
 * Problems of rows, those of one reason and field together: four or more are one line, with their number, the first three
 * rows and what is wrong with the first of them.
 */
export function createEqualProblems(): EqualProblems {
	const groups = new Map<string, { first: KindOfProblem[]; count: number }>();
	return {
		add(problem) {
			const kind = `${problem.reason} ${problem.field ?? ''}`;
			const group = groups.get(kind) ?? { first: [], count: 0 };
			groups.set(kind, group);
			group.count += 1;
			if (group.first.length < EXAMPLES) group.first.push(problem);
		},
		list() {
			const problems = createProblemList();
			for (const { first, count } of groups.values())
				for (const problem of join(first, count)) problems.add(problem);
			return problems.list();
		},
	};
}

function join(first: readonly KindOfProblem[], count: number): readonly Problem[] {
	const [example] = first;
	if (count < SEVERAL || !example) return first.map(withoutPlace);
	const places = first.map(({ place }) => place.replace(/^Row/, 'row')).join('; ');
	const message = `${groupDigits(count)} records have this problem (${places}; and more). ${example.message}`;
	return [{ ...withoutPlace(example), message }];
}

function withoutPlace({ place: _, ...problem }: KindOfProblem): Problem {
	return problem;
}
