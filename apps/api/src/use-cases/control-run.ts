import { appendAudit } from '@codejoust/db/queries/access';
import type { Database } from '@codejoust/db/connect';
import { holdRun, reopenUnscored, resumeRun } from '@codejoust/db/queries/run-control';
import { findRun } from '@codejoust/db/queries/runs';
import type { ApiDeps } from '../deps.ts';
import type { Actor } from '../middleware/authenticate.ts';
import { deriveState } from '../present/run.ts';
import { Refusal } from '../refusal.ts';
import type { Run } from '../schemas/submission.ts';
import { readRun } from './read-submission.ts';

export const RUN_ACTIONS = ['pause', 'resume', 'cancel', 'retry'] as const;
export type RunAction = (typeof RUN_ACTIONS)[number];

/** Does what an operator asks of a run, writes it down, and returns the run as it is then. */
export async function controlRun(
	deps: ApiDeps,
	{ id, action, by }: { readonly id: string; readonly action: RunAction; readonly by: Actor },
): Promise<Run> {
	await deps.db.transaction(async (tx) => {
		const before = await findRun(tx, id);
		if (!before) throw new Refusal('not-found', `There is no run "${id}".`);
		const state = deriveState(before);
		if (!(await change(tx, id, action)))
			throw new Refusal('conflict', `The run is ${state}: ${WHY_NOT[action]}`);
		const after = await findRun(tx, id);
		await appendAudit(tx, {
			...by,
			action: `run.${action}`,
			subject: id,
			before: { state },
			after: after && { state: deriveState(after) },
		});
	});
	await tellQueue(deps, id, action);
	return readRun(deps, id);
}

async function change(tx: Database, runId: string, action: RunAction): Promise<boolean> {
	switch (action) {
		case 'pause':
			return holdRun(tx, { runId, held: 'paused', reason: 'paused by an operator' });
		case 'cancel':
			return holdRun(tx, { runId, held: 'cancelled', reason: 'cancelled by an operator' });
		case 'resume':
			return resumeRun(tx, runId);
		case 'retry':
			return (await reopenUnscored(tx, runId)) > 0;
	}
}

/** Were the process killed before this, a worker would queue the run within 30 s, and drop the chunks of a cancelled one. */
async function tellQueue(deps: ApiDeps, runId: string, action: RunAction): Promise<void> {
	if (action === 'cancel') await deps.cancelChunks(runId);
	if (action === 'resume' || action === 'retry') await deps.enqueueRun(runId);
}

const WHY_NOT: Readonly<Record<RunAction, string>> = {
	pause: 'only a run that is queued or judging can be paused.',
	resume: 'only a paused run can be resumed.',
	cancel: 'only a run that is not finished can be cancelled.',
	retry: 'it has no unscored battle to ask again.',
};
