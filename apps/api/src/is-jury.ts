import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { JudgeKind } from '@codejoust/judge/definition/definition-values';

const JURY: JudgeKind = 'jury';

/** Whether a judge version asks nothing itself, since its members are asked. */
export function isJury({ kind }: Pick<JudgeVersionRow, 'kind'>): boolean {
	return kind === JURY;
}
