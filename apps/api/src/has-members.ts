import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { type JudgeKind, MEMBERED_KINDS } from '@codejoust/judge/definition/definition-values';
import { juryDefinitionSchema } from '@codejoust/judge/protocol/definition';

type Judge = Pick<JudgeVersionRow, 'kind'>;

/** Whether a judge version asks nothing itself, since its members are asked: a jury or a cascade. */
export function hasMembers({ kind }: Judge): boolean {
	return MEMBERED_KINDS.some((one) => one === kind);
}

/** Whether the members of a judge version decide by their votes. */
export function isJury({ kind }: Judge): boolean {
	return kind === ('jury' satisfies JudgeKind);
}

/** Whether the second member of a judge version is asked where the first one is not sure. */
export function isCascade({ kind }: Judge): boolean {
	return kind === ('cascade' satisfies JudgeKind);
}

/** Whether a judge version is a jury that asks each battle of one member, and not of all. */
export function takesTurns(judge: Pick<JudgeVersionRow, 'kind' | 'definition'>): boolean {
	return isJury(judge) && juryDefinitionSchema.parse(judge.definition).mode === 'cyclic';
}
