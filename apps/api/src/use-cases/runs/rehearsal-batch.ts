import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { RunVia } from '@codejoust/db/schema/runs';
import type { InvalidParam } from '@codejoust/contract/schemas/problem';
import { Refusal } from '../../refusal.ts';

/** Why a judge cannot be asked this way; undefined when it can. */
export function findRehearsalBatch(
	{ isRehearsal }: Pick<JudgeVersionRow, 'isRehearsal'>,
	via: RunVia | undefined,
): InvalidParam | undefined {
	if (!isRehearsal || via !== 'batch') return undefined;
	const reason = 'The rehearsal judge costs nothing and has no Batch API: ask it live.';
	return { name: 'via', value: via, reason };
}

/** @throws a refusal of `via: batch` for the rehearsal judge */
export function refuseRehearsalBatch(
	judge: Pick<JudgeVersionRow, 'isRehearsal'>,
	via: RunVia,
): void {
	const fault = findRehearsalBatch(judge, via);
	if (fault) throw new Refusal('invalid-input', fault.reason, [fault]);
}
