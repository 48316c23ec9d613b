import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { JudgeKind } from '@codejoust/judge/definition/definition-values';
import { nameJudge } from '../../benchmark-name.ts';
import { Refusal } from '../../refusal.ts';

const JURY: JudgeKind = 'jury';

/** Whether a judge version asks nothing itself, since its members are asked. */
export function isJury({ kind }: Pick<JudgeVersionRow, 'kind'>): boolean {
	return kind === JURY;
}

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
