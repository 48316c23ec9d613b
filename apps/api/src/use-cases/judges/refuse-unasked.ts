import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { nameJudge } from '../../benchmark-name.ts';
import { hasMembers } from '../../has-members.ts';
import { isRecorded } from '../../is-recorded.ts';
import { Refusal } from '../../refusal.ts';

type Judge = Pick<JudgeVersionRow, 'kind' | 'slug' | 'version'>;

/** Of what only a judge that is asked can have done. */
export function refuseUnasked(judge: Judge): void {
	refuseRecorded(judge);
	if (!hasMembers(judge)) return;
	throw new Refusal(
		'conflict',
		`The judge ${nameJudge(judge)} is a ${judge.kind} and asks nothing itself. Name one of its members.`,
	);
}

/** Of what a judge whose judgments were imported cannot do: it has no others, and nobody can be asked for them. */
export function refuseRecorded(judge: Judge): void {
	if (!isRecorded(judge)) return;
	throw new Refusal(
		'conflict',
		`The judge ${nameJudge(judge)} is recorded: its judgments were imported, and it can judge nothing else. Name a judge that is asked.`,
	);
}

/** Of a definition that was sent to be tried. */
export function refuseUnreleasedMembered(kind: string): Refusal {
	return new Refusal('conflict', `A ${kind} asks nothing itself. Try its members one by one.`);
}
