import { countUnscoredReasons, findRun, listRuns, type RunRow } from '@codejoust/db/queries/runs';
import { findSubmission } from '@codejoust/db/queries/submissions';
import { listWorkers } from '@codejoust/db/queries/workers';
import { endpointName } from '../worker/endpoint.ts';
import type { ApiDeps } from '../deps.ts';
import { presentRun } from '../present/run.ts';
import { presentSubmission } from '../present/submission.ts';
import { Refusal } from '../refusal.ts';
import type { Run, Submission } from '../schemas/submission.ts';

type ReadDeps = Pick<ApiDeps, 'db' | 'now'>;

/** A submission with all its runs, newest first. */
export async function readSubmission(deps: ReadDeps, id: string): Promise<Submission> {
	const row = await findSubmission(deps.db, id);
	if (!row) throw new Refusal('not-found', `There is no submission "${id}".`);
	const runs = await listRuns(deps.db, { submissionId: id, limit: 100 });
	return {
		...presentSubmission(row),
		runs: await Promise.all(runs.map((run) => describeRun(deps, run))),
	};
}

export async function readRun(deps: ReadDeps, id: string): Promise<Run> {
	const row = await findRun(deps.db, id);
	if (!row) throw new Refusal('not-found', `There is no run "${id}".`);
	return describeRun(deps, row);
}

export async function describeRun(deps: ReadDeps, row: RunRow): Promise<Run> {
	const unscoredReasons =
		row.run.gamesUnscored > 0 ? await countUnscoredReasons(deps.db, row.run.id) : {};
	const workers = row.run.finishedAt ? [] : await listWorkers(deps.db);
	const down = workers.find(
		({ endpoint, outageSince }) => outageSince && endpoint === endpointName(row.judge),
	);
	const outage = down?.outageSince
		? { since: down.outageSince, reason: down.outageReason ?? 'no reason given' }
		: undefined;
	return presentRun(row, { unscoredReasons, outage, workers: workers.length }, deps.now());
}
