import { LIMITS, groupDigits } from './limits.ts';
import type { Problem, Problems, ReasonCode } from './problem.ts';

export type ProblemList = {
	readonly add: (problem: Problem) => void;
	/** Forgets all problems of these reasons, for one that says what they have in common. */
	readonly replace: (reasons: readonly ReasonCode[], problem: Problem) => void;
	readonly list: () => Problems;
};

/** So many of a kind are shown one by one; more are one problem with a count and examples. */
const MOST_ALIKE = 10;
const EXAMPLES = 3;

/** `serial`: its place among all problems. */
type Kept = { readonly serial: number; readonly problem: Problem };
type Kind = { readonly kept: Kept[]; times: number };

/**
 * Keeps the first problems and counts the rest, so that a hopeless file costs no memory. Rows with the same fault in the same
 * field are of a kind.
 */
export function createProblemList(limit: number = LIMITS.shownProblems): ProblemList {
	const kinds = new Map<string, Kind>();
	let total = 0;
	let serial = 0;

	function add(problem: Problem): void {
		total += 1;
		serial += 1;
		const name = nameKind(problem, serial);
		const kind = kinds.get(name);
		if (kind) {
			kind.times += 1;
			if (kind.kept.length < MOST_ALIKE) kind.kept.push({ serial, problem });
		} else if (kinds.size < limit) kinds.set(name, { kept: [{ serial, problem }], times: 1 });
	}

	return {
		add,
		replace(reasons, problem) {
			for (const [name, { kept, times }] of kinds) {
				if (!kept.some(({ problem: { reason } }) => reasons.includes(reason))) continue;
				kinds.delete(name);
				total -= times;
			}
			add(problem);
		},
		list() {
			const shown = [...kinds.values()].flatMap(showKind);
			const sorted = shown.toSorted((a, b) => a.serial - b.serial);
			return { shown: sorted.slice(0, limit).map(({ problem }) => problem), total };
		},
	};
}

/** What is wrong with the whole file is of no kind. */
function nameKind({ line, field = '', reason }: Problem, serial: number): string {
	return line === undefined ? `${reason}#${serial}` : `${reason} ${field}`;
}

function showKind({ kept, times }: Kind): readonly Kept[] {
	const [first, ...others] = kept;
	if (first === undefined || times <= MOST_ALIKE) return kept;
	const { serial, problem } = first;
	const examples = others.slice(0, EXAMPLES - 1).map((other) => nameExample(other.problem));
	const rest = `The same is wrong with ${groupDigits(times - 1)} other rows, such as ${examples.join(' and ')}.`;
	return [{ serial, problem: { ...problem, times, message: `${problem.message} ${rest}` } }];
}

/** As its message begins: with the name of its row. */
function nameExample({ message, value }: Problem): string {
	const row = message.slice(0, 1).toLowerCase() + message.slice(1, message.indexOf(': '));
	return value === undefined ? row : `${row} ("${value}")`;
}

/** `and 12 more problems`, or undefined when all are shown. */
export function describeRest({ shown, total }: Problems): string | undefined {
	const rest = total - shown.reduce((sum, { times = 1 }) => sum + times, 0);
	if (rest === 0) return undefined;
	return `and ${groupDigits(rest)} more ${rest === 1 ? 'problem' : 'problems'}`;
}
