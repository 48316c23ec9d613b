import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { ensureBoard } from '@codejoust/db/queries/boards/boards';
import type { Database } from '@codejoust/db/connect';
import { insertRejudgingRuns } from '@codejoust/db/queries/rejudgings/rejudging-runs';
import {
	findRejudging,
	findRival,
	lockRejudging,
	type RejudgingRow,
	updateRejudging,
} from '@codejoust/db/queries/rejudgings/rejudgings';
import { nameJudge } from '../../benchmark-name.ts';
import type { ApiDeps } from '../../deps.ts';
import type { Actor } from '../../actor.ts';
import { deriveRejudgingState } from '../../rejudging-state.ts';
import { Refusal } from '../../refusal.ts';
import { confirmationOf, estimateRejudging } from './estimate-rejudging.ts';
import { requireRejudging, resolvePlan } from './plan-rejudging.ts';
import { planOrPause } from './plan-or-pause.ts';

/**
 * Begins a planned re-judging, if what it would ask is still what the operator has confirmed. Its runs are planned after that, one
 * by one; when the process ends before the last, `followRejudgings` plans the others.
 */
export async function startRejudging(
	deps: ApiDeps,
	{
		id,
		confirmation,
		by,
	}: { readonly id: string; readonly confirmation: string; readonly by: Actor },
): Promise<void> {
	const row = await requireRejudging(deps.db, id);
	refuseBegun(row);
	const plan = await resolvePlan(deps.db, row);
	if (plan.to.retiredAt)
		throw new Refusal(
			'conflict',
			`The judge ${nameJudge(plan.to)} was retired meanwhile and starts no runs.`,
		);
	const estimate = await estimateRejudging(deps, plan);
	const figure = confirmationOf(estimate);
	if (confirmation !== figure)
		throw new Refusal(
			'conflict',
			`The plan asks ${estimate.games_to_ask} games now: confirm it with "${figure}".`,
			[{ name: 'confirmation', value: confirmation, reason: `It is "${figure}" now.` }],
		);
	await deps.db.transaction(async (tx) => {
		await beginRejudging(tx, { id, submissionIds: plan.submissionIds });
		// What was confirmed is also what holds, unless a budget was set.
		const budgetMicroUsd = row.rejudging.budgetMicroUsd ?? estimate.cost_high_micro_usd;
		if (budgetMicroUsd !== null) await updateRejudging(tx, id, { budgetMicroUsd });
		await appendAudit(tx, {
			...by,
			action: 'rejudging.start',
			subject: id,
			after: { confirmation, budget_micro_usd: budgetMicroUsd },
		});
	});
	const { games_to_ask: gamesToAsk } = estimate;
	deps.log.info(
		{
			rejudgingId: id,
			judge: nameJudge(plan.to),
			submissions: plan.submissionIds.length,
			gamesToAsk,
			key: by.actor,
		},
		'a re-judging has started',
	);
	deps.inBackground('the planning of a re-judging', () => planOrPause(deps, id));
}

/** Writes down that a planned re-judging has begun and which runs it needs; they are planned one by one after that. */
export async function beginRejudging(
	tx: Database,
	{ id, submissionIds }: { readonly id: string; readonly submissionIds: readonly string[] },
): Promise<void> {
	await lockRejudging(tx, id);
	const row = await findRejudging(tx, id);
	if (!row) throw new Error(`re-judging ${id} vanished`);
	refuseBegun(row);
	const { rejudging } = row;
	const rival = await findRival(tx, rejudging);
	if (rival !== undefined)
		throw new Refusal(
			'conflict',
			`Re-judging ${rival} judges the same board by the same judge; end it first.`,
		);
	await ensureBoard(tx, {
		benchmarkVersionId: rejudging.benchmarkVersionId,
		judgeVersionId: rejudging.toJudgeVersionId,
	});
	await updateRejudging(tx, id, { startedAt: new Date() });
	await insertRejudgingRuns(tx, listParts(rejudging, submissionIds));
}

/** A run for each submission and replicate. */
export function listParts(
	{ id: rejudgingId, replicates }: Pick<RejudgingRow['rejudging'], 'id' | 'replicates'>,
	submissionIds: readonly string[],
) {
	return Array.from({ length: replicates }, (_, replicate) =>
		submissionIds.map((submissionId) => ({ rejudgingId, submissionId, replicate })),
	).flat();
}

function refuseBegun(row: RejudgingRow): void {
	const state = deriveRejudgingState(row);
	if (state !== 'planned')
		throw new Refusal('conflict', `The re-judging is ${state}: only a planned one can be started.`);
}
