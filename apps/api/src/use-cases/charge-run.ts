import type { Database } from '@codejoust/db/connect';
import { findRun } from '@codejoust/db/queries/runs';
import type { ApiDeps } from '../deps.ts';
import { chargeQuota } from './charge-quota.ts';
import { estimateRun, findRunPlan } from './estimate-run.ts';
import { presentJudgeBrief } from '../present/names.ts';

/** Takes a run that was planned in this transaction out of the quotas of the key that asked for it, or refuses. */
export async function chargeRun(
	tx: Database,
	deps: Pick<ApiDeps, 'now' | 'maxInFlight' | 'batchPriceFactor'>,
	charge: { readonly keyId: string; readonly submissions: number; readonly runId: string },
): Promise<void> {
	const planned = await findRun(tx, charge.runId);
	if (!planned) throw new Error(`run ${charge.runId} vanished before it was charged`);
	const { run, judge } = planned;
	await chargeQuota(tx, {
		...charge,
		now: deps.now(),
		games: run.games,
		estimate: async () => {
			const plan = await findRunPlan(tx, {
				submission: run.submissionId,
				judge: presentJudgeBrief(judge).name,
				replicate: run.replicate,
				via: run.via,
				batchPriceFactor: deps.batchPriceFactor,
			});
			return (await estimateRun(tx, plan, deps.maxInFlight)).cost_micro_usd ?? undefined;
		},
	});
}
