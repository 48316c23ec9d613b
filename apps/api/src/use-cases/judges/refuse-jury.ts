import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { nameJudge } from '../../benchmark-name.ts';
import { isJury } from '../../is-jury.ts';
import { Refusal } from '../../refusal.ts';

/** Of what only a judge that is asked can have done. */
export function refuseJury(judge: Pick<JudgeVersionRow, 'kind' | 'slug' | 'version'>): void {
	if (!isJury(judge)) return;
	throw new Refusal(
		'conflict',
		`The judge ${nameJudge(judge)} is a jury and asks nothing itself. Name one of its members.`,
	);
}

/** Of a definition that was sent to be tried. */
export function refuseUnreleasedJury(): Refusal {
	return new Refusal('conflict', 'A jury asks nothing itself. Try its members one by one.');
}
