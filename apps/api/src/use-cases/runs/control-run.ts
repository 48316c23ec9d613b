import { appendAudit } from '@codejoust/db/queries/keys/audit';
import type { Database } from '@codejoust/db/connect';
import { holdRun, reopenUnscored, resumeRun } from '@codejoust/db/queries/runs/run-control';
import { findHold } from '@codejoust/db/queries/endpoints/holds';
import { findRun, type RunRow } from '@codejoust/db/queries/runs/runs';
import type { ApiDeps } from '../../deps.ts';
import type { Actor } from '../../actor.ts';
import type { FoundRun } from '../../present/run.ts';
import { deriveState } from '../../run-state.ts';
import { Refusal } from '../../refusal.ts';
import { liftWithin, releaseKept } from './lift-hold.ts';
import { readRun } from './read-run.ts';

export const RUN_ACTIONS = ['pause', 'resume', 'cancel', 'retry'] as const;
export type RunAction = (typeof RUN_ACTIONS)[number];

/** Does what an operator asks of a run, writes it down, and returns the run as it is then. */
export async function controlRun(
	deps: ApiDeps,
	{ id, action, by }: { readonly id: string; readonly action: RunAction; readonly by: Actor },
): Promise<FoundRun> {
	const lifted = await deps.db.transaction(async (tx) => {
		const before = await findRun(tx, id);
		if (!before) throw new Refusal('not-found', `There is no run "${id}".`);
		if (action === 'retry' && before.judge.kind === 'recorded') throw refuseRetry();
		const state = deriveState(before);
		if (action === 'resume' && state === 'paused' && before.run.held === null)
			return liftRunHold(tx, before, by);
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
		return undefined;
	});
	deps.log.info({ runId: id, key: by.actor }, DONE[action]);
	if (lifted) await releaseKept(deps, lifted);
	else await tellQueue(deps, id, action);
	return readRun(deps, id);
}

function refuseRetry(): Refusal {
	return new Refusal(
		'conflict',
		'The judgments of this run were imported: nobody can be asked for those that are missing.',
	);
}

/** A run that waits for its judge or its endpoint is resumed together with all that wait for it. */
async function liftRunHold(tx: Database, { hold }: RunRow, by: Actor) {
	const found = hold && (await findHold(tx, hold.id));
	return found ? liftWithin(tx, [found.hold], by) : [];
}

async function change(tx: Database, runId: string, action: RunAction): Promise<boolean> {
	switch (action) {
		case 'pause':
			return holdRun(tx, {
				runId,
				held: 'paused',
				cause: 'operator',
				reason: 'paused by an operator',
			});
		case 'cancel':
			return holdRun(tx, {
				runId,
				held: 'cancelled',
				cause: 'operator',
				reason: 'cancelled by an operator',
			});
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

const DONE: Readonly<Record<RunAction, string>> = {
	pause: 'a run was paused by an operator',
	resume: 'a run was resumed by an operator',
	cancel: 'a run was cancelled by an operator',
	retry: 'the unscored games of a run are asked again for an operator',
};

const WHY_NOT: Readonly<Record<RunAction, string>> = {
	pause: 'only a run that is queued or judging can be paused.',
	resume: 'only a paused run can be resumed.',
	cancel: 'only a run that is not finished can be cancelled.',
	retry: 'it has no unscored battle to ask again.',
};
