import { groupDigits } from '@codejoust/formats/checks/limits';
import type { Problem } from '@codejoust/formats/checks/problem';
import { Refusal } from './refusal.ts';

/** Refuses a file with problems as a whole, naming every one. */
export function refuseProblems(
	file: string,
	problems: { readonly shown: readonly Problem[]; readonly total: number },
): void {
	if (problems.total === 0) return;
	const noun = problems.total === 1 ? 'problem' : 'problems';
	throw new Refusal(
		'invalid-input',
		`The ${file} have ${groupDigits(problems.total)} ${noun}; nothing was stored.`,
		problems.shown.map((problem) => ({
			name: problem.field === undefined ? file : `${file}.${problem.field}`,
			...(problem.line === undefined ? {} : { line: problem.line }),
			...(problem.value === undefined ? {} : { value: problem.value }),
			...(problem.times === undefined ? {} : { times: problem.times }),
			reason: problem.message,
		})),
		problems.total,
	);
}
