import { appendAudit } from '@codejoust/db/queries/access';
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
	const found = await findRun(deps.db, id);
	if (!found) throw new Refusal('not-found', `There is no run "${id}".`);
	const isDone = await act(deps, id, action);
	if (!isDone) {
		throw new Refusal('conflict', `The run is ${deriveState(found)}: ${WHY_NOT[action]}`);
	}
	const changed = await readRun(deps, id);
	await appendAudit(deps.db, {
		...by,
		action: `run.${action}`,
		subject: id,
		before: { state: deriveState(found) },
		after: { state: changed.state },
	});
	return changed;
}

async function act(deps: ApiDeps, runId: string, action: RunAction): Promise<boolean> {
	switch (action) {
		case 'pause':
			return holdRun(deps.db, { runId, held: 'paused', reason: 'paused by an operator' });
		case 'cancel': {
			const reason = 'cancelled by an operator';
			const isHeld = await holdRun(deps.db, { runId, held: 'cancelled', reason });
			if (isHeld) await deps.cancelChunks(runId);
			return isHeld;
		}
		case 'resume': {
			const isResumed = await resumeRun(deps.db, runId);
			if (isResumed) await deps.enqueueRun(runId);
			return isResumed;
		}
		case 'retry': {
			const reopened = await reopenUnscored(deps.db, runId);
			if (reopened > 0) await deps.enqueueRun(runId);
			return reopened > 0;
		}
	}
}

const WHY_NOT: Readonly<Record<RunAction, string>> = {
	pause: 'only a run that is queued or judging can be paused.',
	resume: 'only a paused run can be resumed.',
	cancel: 'only a run that is not finished can be cancelled.',
	retry: 'it has no unscored battle to ask again.',
};
