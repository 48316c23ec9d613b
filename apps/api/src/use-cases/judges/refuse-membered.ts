import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { nameJudge } from '../../benchmark-name.ts';
import { hasMembers } from '../../has-members.ts';
import { Refusal } from '../../refusal.ts';

/** Of what only a judge that is asked can have done. */
export function refuseMembered(judge: Pick<JudgeVersionRow, 'kind' | 'slug' | 'version'>): void {
	if (!hasMembers(judge)) return;
	throw new Refusal(
		'conflict',
		`The judge ${nameJudge(judge)} is a ${judge.kind} and asks nothing itself. Name one of its members.`,
	);
}

/** Of a definition that was sent to be tried. */
export function refuseUnreleasedMembered(kind: string): Refusal {
	return new Refusal('conflict', `A ${kind} asks nothing itself. Try its members one by one.`);
}
