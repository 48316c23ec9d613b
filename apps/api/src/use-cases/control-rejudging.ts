import { appendAudit } from '@codejoust/db/queries/access';
import type { Database } from '@codejoust/db/connect';
import { holdRejudgingRuns, resumeRejudgingRuns } from '@codejoust/db/queries/rejudging-runs';
import {
	lockRejudging,
	type RejudgingRow,
	updateRejudging,
} from '@codejoust/db/queries/rejudgings';
import type { ApiDeps } from '../deps.ts';
import type { Actor } from '../middleware/authenticate.ts';
import { deriveRejudgingState } from '../present/rejudging.ts';
import { Refusal } from '../refusal.ts';
import type { RejudgingState } from '../schemas/rejudging.ts';
import { requireRejudging } from './plan-rejudging.ts';

export type RejudgingChange =
	| { readonly kind: 'pause' }
	| { readonly kind: 'resume' }
	| { readonly kind: 'cancel'; readonly reason: string }
	| { readonly kind: 'discard'; readonly reason: string }
	| { readonly kind: 'budget'; readonly microUsd: number | null };

/** Runs that the queue has to be told of. */
type Moved = { readonly resumed?: readonly string[]; readonly cancelled?: readonly string[] };

/** Does what an operator asks of a re-judging as a whole and writes it down. */
export async function controlRejudging(
	deps: ApiDeps,
	{ id, change, by }: { readonly id: string; readonly change: RejudgingChange; readonly by: Actor },
): Promise<void> {
	const { resumed = [], cancelled = [] } = await deps.db.transaction(async (tx) => {
		await lockRejudging(tx, id);
		const row = await requireRejudging(tx, id);
		const state = deriveRejudgingState(row);
		if (!POSSIBLE[change.kind].includes(state))
			throw new Refusal('conflict', `The re-judging is ${state}: ${WHY_NOT[change.kind]}`);
		const moved = await apply(tx, row, change);
		await appendAudit(tx, {
			...by,
			action: `rejudging.${change.kind}`,
			subject: id,
			before: { state, budget_micro_usd: row.rejudging.budgetMicroUsd },
			detail: {
				...('reason' in change ? { reason: change.reason } : {}),
				...('microUsd' in change ? { budget_micro_usd: change.microUsd } : {}),
			},
		});
		return moved;
	});
	// Were the process killed before this, a worker would do both within 30 s.
	for (const runId of cancelled) await deps.cancelChunks(runId);
	for (const runId of resumed) await deps.enqueueRun(runId);
}

const POSSIBLE: Readonly<Record<RejudgingChange['kind'], readonly RejudgingState[]>> = {
	pause: ['running'],
	resume: ['paused'],
	cancel: ['planned', 'running', 'paused'],
	discard: ['reported'],
	budget: ['planned', 'running', 'paused', 'reported'],
};
const WHY_NOT: Readonly<Record<RejudgingChange['kind'], string>> = {
	pause: 'only a running one can be paused.',
	resume: 'only a paused one can be resumed.',
	cancel: 'only one that goes on can be cancelled.',
	discard: 'only a reported one can be discarded.',
	budget: 'it has ended and spends nothing any more.',
};

async function apply(
	tx: Database,
	{ rejudging, progress }: RejudgingRow,
	change: RejudgingChange,
): Promise<Moved> {
	const { id } = rejudging;
	const now = new Date();
	switch (change.kind) {
		case 'pause': {
			const reason = 'paused by an operator';
			await updateRejudging(tx, id, { pausedAt: now, pausedReason: reason });
			await holdRejudgingRuns(tx, { rejudgingId: id, held: 'paused', reason });
			return {};
		}
		case 'resume':
			return resume(tx, id);
		case 'cancel': {
			const { reason } = change;
			await updateRejudging(tx, id, { cancelledAt: now, endedReason: reason });
			const held = { rejudgingId: id, held: 'cancelled' as const, reason };
			return { cancelled: await holdRejudgingRuns(tx, held) };
		}
		case 'discard':
			await updateRejudging(tx, id, { discardedAt: now, endedReason: change.reason });
			return {};
		case 'budget': {
			const { microUsd } = change;
			await updateRejudging(tx, id, { budgetMicroUsd: microUsd });
			const hasRoom = microUsd === null || microUsd > (progress.costMicroUsd ?? 0);
			// One that has paused by itself goes on; what an operator has paused waits for the operator.
			return rejudging.isPausedByItself && hasRoom ? resume(tx, id) : {};
		}
	}
}

async function resume(tx: Database, id: string): Promise<Moved> {
	await updateRejudging(tx, id, { pausedAt: null, pausedReason: null, isPausedByItself: false });
	return { resumed: await resumeRejudgingRuns(tx, id) };
}
