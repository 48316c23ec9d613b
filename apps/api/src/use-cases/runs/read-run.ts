import { findSharedQueue } from '@codejoust/db/queries/endpoints/endpoints';
import { listJudgeBatches, waitsForBatches } from '@codejoust/db/queries/runs/judge-batches';
import { countUnscoredReasons, findRun, type RunRow } from '@codejoust/db/queries/runs/runs';
import { listRunTroubles } from '@codejoust/db/queries/runs/run-troubles';
import type { Viewer } from '@codejoust/db/queries/keys/viewer';
import { listMemberRuns } from '@codejoust/db/queries/runs/jury-runs';
import { hasMembers } from '../../has-members.ts';
import { listWorkers } from '@codejoust/db/queries/runs/workers';
import type { ApiDeps } from '../../deps.ts';
import type { FoundRun } from '../../present/run.ts';
import { Refusal } from '../../refusal.ts';

type RunDeps = Pick<ApiDeps, 'db'>;

/** A run that the viewer may see; without a viewer, any. */
export async function readRun(deps: RunDeps, id: string, viewer?: Viewer): Promise<FoundRun> {
	const row = await findRun(deps.db, id, viewer);
	if (!row) throw new Refusal('not-found', `There is no run "${id}".`);
	return describeRun(deps, row, viewer);
}

/** A run with its batches, what it waits for and, for an operator, what brought no verdict. */
export async function describeRun(
	deps: RunDeps,
	row: RunRow,
	viewer: Viewer | undefined,
): Promise<FoundRun> {
	const unscoredReasons =
		row.run.gamesUnscored > 0 ? await countUnscoredReasons(deps.db, row.run.id) : {};
	const workers = row.run.finishedAt ? [] : await listWorkers(deps.db);
	const here = workers.filter(({ endpoint }) => endpoint === row.run.endpoint);
	const down = here.find(({ outageSince }) => outageSince);
	const outage = down?.outageSince
		? { since: down.outageSince, reason: down.outageReason ?? 'no reason given' }
		: undefined;
	const batches = row.run.via === 'batch' ? await listJudgeBatches(deps.db, row.run.id) : [];
	const isBatchedElsewhere =
		row.run.finishedAt === null && (await waitsForBatches(deps.db, row.run.id));
	const isForOperators = viewer === undefined || viewer.isOperator;
	const troubles = isForOperators ? await listRunTroubles(deps.db, row.run.id) : [];
	const sharedQueueTokens =
		row.run.via === 'batch' && row.run.finishedAt === null && row.run.endpoint !== null
			? await findSharedQueue(deps.db, row.run.endpoint)
			: undefined;
	const members = hasMembers(row.judge) ? await listMemberRuns(deps.db, row.run.id) : [];
	const details = {
		members,
		unscoredReasons,
		troubles,
		outage,
		batches,
		isBatchedElsewhere,
		sharedQueueTokens,
		isForOperators,
	};
	const counts = { workers: workers.length, workersHere: here.length };
	return { row, details: { ...details, ...counts } };
}
