import type { PauseCause } from '@codejoust/contract/schemas/closed-lists';
import type { Database } from '@codejoust/db/connect';
import { insertRunPaused } from '@codejoust/db/queries/rejudgings/notices';
import { holdRun } from '@codejoust/db/queries/runs/run-control';
import type { Logger } from 'pino';

/**
 * Pauses a run for a cause that was found while it was judged, and tells operators; one of a re-judging is told with that.
 * Does nothing where the run is held already, or was resumed after `askedAt`.
 */
export async function pauseRun(
	{ db, log }: { readonly db: Database; readonly log: Logger },
	pause: {
		readonly runId: string;
		readonly cause: Exclude<PauseCause, 'operator'>;
		readonly reason: string;
		readonly askedAt?: Date;
	},
): Promise<void> {
	const { runId, cause, reason } = pause;
	const isNew = await db.transaction(async (tx) => {
		if (!(await holdRun(tx, { ...pause, held: 'paused' }))) return false;
		const message = `The run ${runId} has paused: ${reason.replace(/\.$/, '')}.`;
		await insertRunPaused(tx, { runId, message });
		return true;
	});
	if (isNew) log.warn({ runId, cause, reason }, 'a run is paused');
}
