import type { Database } from '@codejoust/db/connect';
import type { RunEstimate } from '@codejoust/contract/schemas/run-plan';
import type { ApiDeps } from '../../deps.ts';
import { chargeQuota, refuseBeyondQuota } from '../keys/charge-quota.ts';
import { estimateGamesOf } from './estimate-run.ts';
import type { PlannedRun } from './planned-run.ts';

/**
 * Takes a run that was planned in this transaction out of the quotas of the key that asked for it, or refuses. Returns the
 * estimate that was charged; undefined where nobody's spend is limited.
 */
export async function chargeRun(
	tx: Database,
	deps: Pick<ApiDeps, 'now' | 'termsOf'>,
	charge: { readonly keyId: string; readonly submissions: number; readonly run: PlannedRun },
): Promise<RunEstimate | undefined> {
	const { keyId, submissions, run } = charge;
	if (run.members.length > 0) return chargeJury(tx, deps, charge);
	let estimate: RunEstimate | undefined;
	await chargeQuota(tx, {
		keyId,
		submissions,
		runId: run.id,
		now: deps.now(),
		games: run.identities.length,
		estimate: async () => {
			estimate = await estimateGamesOf(tx, run, deps.termsOf);
			return estimate.cost_micro_usd ?? undefined;
		},
	});
	return estimate;
}

/**
 * The run of a jury or cascade asks nothing: charged are the runs of its members that did not exist before. The second judge
 * of a cascade is charged once it is asked; there has to be room for the most that it can be.
 */
async function chargeJury(
	tx: Database,
	deps: Pick<ApiDeps, 'now' | 'termsOf'>,
	{ keyId, submissions, run }: Parameters<typeof chargeRun>[2],
): Promise<RunEstimate | undefined> {
	const now = deps.now();
	await chargeQuota(tx, {
		keyId,
		submissions,
		runId: run.id,
		now,
		games: 0,
		estimate: async () => 0,
	});
	for (const member of run.members)
		if (member.isNew) await chargeRun(tx, deps, { keyId, submissions: 0, run: member });
	const { later } = run;
	if (later)
		await refuseBeyondQuota(tx, {
			keyId,
			submissions: 0,
			now,
			games: later.identities.length,
			estimate: async () =>
				(await estimateGamesOf(tx, later, deps.termsOf)).cost_micro_usd ?? undefined,
		});
	return undefined;
}
