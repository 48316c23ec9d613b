import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { JudgeKind } from '@codejoust/judge/definition/definition-values';
import { juryDefinitionSchema } from '@codejoust/judge/protocol/definition';

const JURY: JudgeKind = 'jury';

/** Whether a judge version asks nothing itself, since its members are asked. */
export function isJury({ kind }: Pick<JudgeVersionRow, 'kind'>): boolean {
	return kind === JURY;
}

/** Whether a judge version is a jury that asks each battle of one member, and not of all. */
export function takesTurns(judge: Pick<JudgeVersionRow, 'kind' | 'definition'>): boolean {
	return isJury(judge) && juryDefinitionSchema.parse(judge.definition).mode === 'cyclic';
}
