import { groupDigits } from '@codejoust/formats/checks/limits';
import type { Problem } from '@codejoust/formats/checks/problem';
import type { InvalidParam } from '@codejoust/contract/schemas/problem';
import { refuseFields } from './refuse-fields.ts';
import { Refusal } from './refusal.ts';

/** Refuses a file with problems as a whole, naming every one, and what is wrong with the fields that came with it. */
export function refuseProblems(
	file: string,
	problems: { readonly shown: readonly Problem[]; readonly total: number },
	faults: readonly InvalidParam[] = [],
): void {
	if (problems.total === 0 && faults.length === 0) return;
	if (problems.total === 0) throw refuseFields(faults);
	const noun = problems.total === 1 ? 'problem' : 'problems';
	const ofFile = `The ${file} have ${groupDigits(problems.total)} ${noun}; nothing was stored.`;
	const ofFields = faults.length === 0 ? [] : [refuseFields(faults).message];
	const listed = problems.shown.map((problem) => ({
		name: problem.field === undefined ? file : `${file}.${problem.field}`,
		...(problem.line === undefined ? {} : { line: problem.line }),
		...(problem.value === undefined ? {} : { value: problem.value }),
		...(problem.times === undefined ? {} : { times: problem.times }),
		reason: problem.message,
	}));
	throw new Refusal(
		'invalid-input',
		[...ofFields, ofFile].join(' '),
		[...faults, ...listed],
		faults.length + problems.total,
	);
}
