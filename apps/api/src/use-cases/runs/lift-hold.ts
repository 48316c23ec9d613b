import {
	type HoldCause,
	PAUSE_CAUSES,
	type PauseCause,
} from '@codejoust/contract/schemas/closed-lists';
import type { Database } from '@codejoust/db/connect';
import {
	findHold,
	type HoldRow,
	liftHold as liftStored,
	type ListedHold,
	listKeptRuns,
	listUnlifted,
} from '@codejoust/db/queries/endpoints/holds';
import { resumeStalled } from '@codejoust/db/queries/rejudgings/notices';
import { resumePausedFor } from '@codejoust/db/queries/runs/run-control';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import type { Actor } from '../../actor.ts';
import type { ApiDeps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { tellLifted } from '../../tell-lifted.ts';

type Deps = Pick<ApiDeps, 'db' | 'enqueueRun'>;

/** Holds that were lifted, and the runs that go on. */
export type LiftedHolds = {
	readonly holds: readonly ListedHold[];
	readonly runs: readonly string[];
};

/** Lifts an open hold, writes it down, and lets what waited for it go on. */
export async function liftHold(
	deps: Deps,
	{ id, by }: { readonly id: string; readonly by: Actor },
): Promise<LiftedHolds> {
	const found = await findHold(deps.db, id);
	if (!found) throw new Refusal('not-found', `There is no hold "${id}".`);
	const lifted = await deps.db.transaction((tx) => liftWithin(tx, [found.hold], by));
	if (lifted.length === 0)
		throw new Refusal(
			'conflict',
			`The hold was lifted at ${found.hold.liftedAt?.toISOString() ?? 'this moment'} by ${found.hold.liftedBy ?? 'somebody'}.`,
		);
	return releaseKept(deps, lifted);
}

/**
 * Lifts all open holds and lets go on what has paused by itself, or what waits for one cause; an operator's own pauses only
 * where that is the cause. Nothing is no error.
 */
export async function liftHolds(
	deps: Deps,
	{ cause, by }: { readonly cause: HoldCause | PauseCause | undefined; readonly by: Actor },
): Promise<LiftedHolds> {
	const open = (await listUnlifted(deps.db)).filter(
		(hold) => cause === undefined || hold.cause === cause,
	);
	const pauses = PAUSE_CAUSES.filter((one) =>
		cause === undefined ? one !== 'operator' : one === cause,
	);
	const { lifted, resumed } = await deps.db.transaction(async (tx) => ({
		lifted: await liftWithin(tx, open, by),
		resumed: await resumeWithin(tx, pauses, by),
	}));
	const { holds, runs } = await releaseKept(deps, lifted);
	for (const runId of resumed) await deps.enqueueRun(runId);
	return { holds, runs: [...new Set([...runs, ...resumed])] };
}

/** Lets paused runs go on, and the re-judgings that had paused with them. */
async function resumeWithin(
	tx: Database,
	causes: readonly PauseCause[],
	by: Actor,
): Promise<readonly string[]> {
	if (causes.length === 0) return [];
	const resumed = await resumePausedFor(tx, causes);
	await resumeStalled(tx);
	for (const runId of resumed)
		await appendAudit(tx, {
			...by,
			action: 'run.resume',
			subject: runId,
			before: { state: 'paused' },
			detail: { causes },
		});
	return resumed;
}

/** Lifts these holds as part of something else that ends them. Returns those that were still open. */
export async function liftWithin(
	tx: Database,
	holds: readonly HoldRow[],
	by: Actor,
): Promise<readonly HoldRow[]> {
	const lifted: HoldRow[] = [];
	for (const { id } of holds) {
		const row = await liftStored(tx, { id, by: by.actor });
		if (!row) continue;
		lifted.push(row);
		await tellLifted(tx, row, by);
	}
	return lifted;
}

/**
 * Queues what waited for these holds. Were the process killed before this, a worker would queue the runs within 30 s.
 */
export async function releaseKept(
	{ db, enqueueRun }: Deps,
	lifted: readonly HoldRow[],
): Promise<LiftedHolds> {
	const runs = new Set<string>();
	const holds: ListedHold[] = [];
	for (const row of lifted) {
		for (const runId of await listKeptRuns(db, row)) runs.add(runId);
		const listed = await findHold(db, row.id);
		if (listed) holds.push(listed);
	}
	for (const runId of runs) await enqueueRun(runId);
	return { holds, runs: [...runs] };
}
