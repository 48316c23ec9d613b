import { nameJudge, nameBenchmark } from '../../benchmark-name.ts';
import type { Database } from '@codejoust/db/connect';
import { insertNotice } from '@codejoust/db/queries/rejudgings/notices';
import { holdRejudgingRuns } from '@codejoust/db/queries/rejudgings/rejudging-runs';
import {
	findRejudging,
	lockRejudging,
	updateRejudging,
} from '@codejoust/db/queries/rejudgings/rejudgings';
import type { ApiDeps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { planRejudgingRuns } from './plan-rejudging-runs.ts';

export type PlanDeps = Pick<ApiDeps, 'db' | 'enqueueRun' | 'log' | 'stopping'>;

/** What cannot be planned, since its judge was retired for instance, waits for an operator, who is told once. */
export async function planOrPause(deps: PlanDeps, id: string): Promise<void> {
	try {
		await planRejudgingRuns(deps, id);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		const pausedReason = error.message;
		const isNew = await deps.db.transaction(async (tx) => {
			await lockRejudging(tx, id);
			const row = await findRejudging(tx, id);
			if (!row || row.rejudging.pausedAt) return false;
			await updateRejudging(tx, id, { pausedAt: new Date(), pausedReason, isPausedByItself: true });
			await holdRejudgingRuns(tx, {
				rejudgingId: id,
				held: 'paused',
				cause: 'trouble',
				reason: pausedReason,
			});
			await tellPaused(tx, { id, reason: pausedReason });
			return true;
		});
		if (isNew) deps.log.warn({ rejudgingId: id, reason: pausedReason }, PAUSED);
	}
}

/** How a re-judging that has paused by itself is logged. */
export const PAUSED = 'a re-judging has paused by itself';

/** Puts a pause that nobody asked for into the inbox. */
export async function tellPaused(
	tx: Database,
	{ id: rejudgingId, reason }: { readonly id: string; readonly reason: string },
): Promise<void> {
	const message = `${await describe(tx, rejudgingId)} has paused: ${reason.replace(/\.$/, '')}.`;
	await insertNotice(tx, { kind: 'paused', rejudgingId, message });
}

/** "Re-judging sample@1 by judge@2". */
export async function describe(db: Database, id: string): Promise<string> {
	const row = await findRejudging(db, id);
	if (!row) throw new Error(`re-judging ${id} vanished`);
	return `Re-judging ${nameBenchmark(row)} by ${nameJudge(row.to)}`;
}
