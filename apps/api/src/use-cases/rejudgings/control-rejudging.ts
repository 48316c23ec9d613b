import { appendAudit } from '@codejoust/db/queries/keys/audit';
import type { Database } from '@codejoust/db/connect';
import {
	holdRejudgingRuns,
	noteNewRejudgingLimit,
	resumeRejudgingRuns,
} from '@codejoust/db/queries/rejudgings/rejudging-runs';
import {
	lockRejudging,
	type RejudgingRow,
	updateRejudging,
} from '@codejoust/db/queries/rejudgings/rejudgings';
import type { ApiDeps } from '../../deps.ts';
import type { Actor } from '../../actor.ts';
import { deriveRejudgingState } from '../../rejudging-state.ts';
import { Refusal } from '../../refusal.ts';
import type { RejudgingState } from '@codejoust/contract/schemas/rejudging';
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
	deps.log.info({ rejudgingId: id, key: by.actor }, DONE[change.kind]);
	// Were the process killed before this, a worker would do both within 30 s.
	for (const runId of cancelled) await deps.cancelChunks(runId);
	for (const runId of resumed) await deps.enqueueRun(runId);
}

const DONE: Readonly<Record<RejudgingChange['kind'], string>> = {
	pause: 'a re-judging was paused by an operator',
	resume: 'a re-judging was resumed by an operator',
	cancel: 'a re-judging was cancelled by an operator',
	discard: 'a re-judging was discarded by an operator',
	budget: 'the budget of a re-judging was changed',
};

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
	cancel: 'only one that has not ended can be cancelled.',
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
			await holdRejudgingRuns(tx, { rejudgingId: id, held: 'paused', cause: 'operator', reason });
			return {};
		}
		case 'resume':
			return resume(tx, id);
		case 'cancel': {
			const { reason } = change;
			await updateRejudging(tx, id, { cancelledAt: now, endedReason: reason });
			const held = {
				rejudgingId: id,
				held: 'cancelled' as const,
				cause: 'operator' as const,
				reason,
			};
			return { cancelled: await holdRejudgingRuns(tx, held) };
		}
		case 'discard':
			await updateRejudging(tx, id, { discardedAt: now, endedReason: change.reason });
			return {};
		case 'budget': {
			const { microUsd } = change;
			await updateRejudging(tx, id, { budgetMicroUsd: microUsd });
			await noteNewRejudgingLimit(tx, id);
			const hasRoom = microUsd === null || microUsd > (progress.costMicroUsd ?? 0);
			// What has paused by itself goes on; what an operator has paused waits for the operator.
			if (!hasRoom || (rejudging.pausedAt && !rejudging.isPausedByItself)) return {};
			if (rejudging.isPausedByItself) return resume(tx, id);
			return { resumed: await resumeRejudgingRuns(tx, id, 'budget') };
		}
	}
}

async function resume(tx: Database, id: string): Promise<Moved> {
	await updateRejudging(tx, id, { pausedAt: null, pausedReason: null, isPausedByItself: false });
	return { resumed: await resumeRejudgingRuns(tx, id) };
}
