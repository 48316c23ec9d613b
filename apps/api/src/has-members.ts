import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { type JudgeKind, PANEL_KINDS } from '@codejoust/judge/definition/definition-values';

type Judge = Pick<JudgeVersionRow, 'kind'>;

/** Whether a judge version asks nothing itself, since its members are asked: a jury or a cascade. */
export function hasMembers({ kind }: Judge): boolean {
	return PANEL_KINDS.some((one) => one === kind);
}

/** Whether the members of a judge version decide by their votes. */
export function isJury({ kind }: Judge): boolean {
	return kind === ('jury' satisfies JudgeKind);
}

/** Whether the second member of a judge version is asked where the first one is not sure. */
export function isCascade({ kind }: Judge): boolean {
	return kind === ('cascade' satisfies JudgeKind);
}
