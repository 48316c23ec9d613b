import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { JudgeKind } from '@codejoust/judge/definition/definition-values';

const RECORDED: JudgeKind = 'recorded';

/** Whether a judge version is judgments that somebody else had made, so that it judges nothing else. */
export function isRecorded({ kind }: Pick<JudgeVersionRow, 'kind'>): boolean {
	return kind === RECORDED;
}
