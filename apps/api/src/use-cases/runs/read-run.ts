import { countAskedRuns, findSharedQueues } from '@codejoust/db/queries/endpoints/endpoints';
import { findWaitingForBatches, listJudgeBatches } from '@codejoust/db/queries/runs/judge-batches';
import { findRun, type RunRow } from '@codejoust/db/queries/runs/runs';
import { countUnscoredReasons } from '@codejoust/db/queries/runs/unscored-reasons';
import { listRunTroubles } from '@codejoust/db/queries/runs/run-troubles';
import type { Viewer } from '@codejoust/db/queries/keys/viewer';
import { listMembersOfRuns } from '@codejoust/db/queries/runs/jury-runs';
import { hasMembers } from '../../has-members.ts';
import { listWorkers, type WorkerRow } from '@codejoust/db/queries/runs/workers';
import type { ApiDeps } from '../../deps.ts';
import type { FoundRun } from '../../present/run.ts';
import type { EndpointShare } from '../../present/run-wait.ts';
import { Refusal } from '../../refusal.ts';

type RunDeps = Pick<ApiDeps, 'db'>;

/** A run that the viewer may see; without a viewer, any. */
export async function readRun(deps: RunDeps, id: string, viewer?: Viewer): Promise<FoundRun> {
	const row = await findRun(deps.db, id, viewer);
	if (!row) throw new Refusal('not-found', `There is no run "${id}".`);
	return describeRun(deps, row, viewer);
}

/** A run with its batches, what it waits for and, for an operator, what brought no verdict. */
async function describeRun(
	deps: RunDeps,
	row: RunRow,
	viewer: Viewer | undefined,
): Promise<FoundRun> {
	const [found] = await describeRuns(deps, [row], viewer);
	if (!found) throw new Error('a run is described for each that was given');
	return found;
}

/** The same for several runs, in their order; the number of queries does not grow with them. */
export async function describeRuns(
	{ db }: RunDeps,
	rows: readonly RunRow[],
	viewer: Viewer | undefined,
): Promise<readonly FoundRun[]> {
	const isForOperators = viewer === undefined || viewer.isOperator;
	const unfinished = rows.filter(({ run }) => run.finishedAt === null);
	const batched = rows.filter(({ run }) => run.via === 'batch');
	const details = {
		unscoredReasons: await countUnscoredReasons(
			db,
			idsOf(rows.filter(({ run }) => run.gamesUnscored > 0)),
		),
		workers: unfinished.length > 0 ? await listWorkers(db) : [],
		askedRuns: await countAskedRuns(db, endpointsOf(unfinished)),
		batches: await listJudgeBatches(db, idsOf(batched)),
		waiting: await findWaitingForBatches(db, idsOf(unfinished)),
		troubles: await listRunTroubles(db, isForOperators ? idsOf(rows) : []),
		sharedQueues: await findSharedQueues(db, endpointsOf(batched)),
		members: await listMembersOfRuns(db, idsOf(rows.filter(({ judge }) => hasMembers(judge)))),
	};
	return rows.map((row) => ({ row, details: { ...pickDetails(row, details), isForOperators } }));
}

function idsOf(rows: readonly RunRow[]): readonly string[] {
	return rows.map(({ run }) => run.id);
}

function endpointsOf(rows: readonly RunRow[]): readonly string[] {
	const names = rows.map(({ run }) => (run.finishedAt === null ? run.endpoint : null));
	return [...new Set(names)].filter((name) => name !== null);
}

type AllDetails = {
	readonly unscoredReasons: Awaited<ReturnType<typeof countUnscoredReasons>>;
	readonly workers: readonly WorkerRow[];
	readonly askedRuns: ReadonlyMap<string, number>;
	readonly batches: Awaited<ReturnType<typeof listJudgeBatches>>;
	readonly waiting: ReadonlySet<string>;
	readonly troubles: Awaited<ReturnType<typeof listRunTroubles>>;
	readonly sharedQueues: ReadonlyMap<string, number>;
	readonly members: Awaited<ReturnType<typeof listMembersOfRuns>>;
};

function pickDetails({ run, hold }: RunRow, details: AllDetails) {
	const workers = run.finishedAt === null ? details.workers : [];
	const here = workers.filter(({ endpoint }) => endpoint === run.endpoint);
	const down = here.find(({ outageSince }) => outageSince);
	return {
		unscoredReasons: details.unscoredReasons.get(run.id) ?? {},
		workers: workers.length,
		workersHere: here.length,
		share: hold ? undefined : pickShare(run, here, details.askedRuns),
		outage: down?.outageSince
			? { since: down.outageSince, reason: down.outageReason ?? 'no reason given' }
			: undefined,
		batches: details.batches.get(run.id) ?? [],
		isBatchedElsewhere: details.waiting.has(run.id),
		troubles: details.troubles.get(run.id) ?? [],
		sharedQueueTokens:
			run.via === 'batch' && run.finishedAt === null && run.endpoint !== null
				? details.sharedQueues.get(run.endpoint)
				: undefined,
		members: details.members.get(run.id) ?? [],
	};
}

function pickShare(
	{ endpoint, via, held }: RunRow['run'],
	here: readonly WorkerRow[],
	asked: ReadonlyMap<string, number>,
): EndpointShare | undefined {
	const facts = here.find((worker) => !worker.isStandingBy)?.facts;
	if (endpoint === null || via === 'batch' || held !== null || !facts) return undefined;
	const { concurrency: inFlight, requestsPerMinute } = facts;
	return { endpoint, inFlight, requestsPerMinute, runs: asked.get(endpoint) ?? 0 };
}
