import type { Database } from '@codejoust/db/connect';
import { findBenchmarkVersionById } from '@codejoust/db/queries/benchmarks';
import { listJudgeBatches, waitsForBatches } from '@codejoust/db/queries/judge-batches';
import {
	countUnscoredReasons,
	findRun,
	listRuns,
	measureQueue,
	type RunRow,
} from '@codejoust/db/queries/runs';
import { findSubmission, type SubmissionRow } from '@codejoust/db/queries/submissions';
import type { Viewer } from '@codejoust/db/queries/viewer';
import { listWorkers } from '@codejoust/db/queries/workers';
import { endpointName } from '../worker/endpoint.ts';
import type { ApiDeps } from '../deps.ts';
import { deriveState, presentRun } from '../present/run.ts';
import { deriveSubmissionState } from '../present/submission-state.ts';
import { presentOwnFacts, presentSubmission } from '../present/submission.ts';
import { Refusal } from '../refusal.ts';
import type { Run, Submission } from '../schemas/submission.ts';
import { estimateRun } from './estimate-run.ts';
import { findJudgeFor } from './judge-for.ts';

type ReadDeps = Pick<ApiDeps, 'db' | 'now' | 'defaultJudge' | 'maxInFlight'>;
type RunDeps = Pick<ApiDeps, 'db' | 'now'>;

/** A submission that the viewer may see, with all its runs, newest first, those in the shadow of another judge last. */
export async function readSubmission(
	deps: ReadDeps,
	id: string,
	viewer: Viewer,
): Promise<Submission> {
	const row = await requireSubmission(deps.db, id, viewer);
	const found = await listRuns(deps.db, { submissionId: id, limit: 100 });
	// What a re-judging asks says nothing of where the submission itself is.
	const runs = found.toSorted((a, b) => Number(a.isShadow) - Number(b.isShadow));
	const isTold = isOwn(row, viewer);
	return {
		...presentSubmission(row),
		runs: await Promise.all(runs.map((run) => describeRun(deps, run))),
		queue: await findPlace(deps.db, runs),
		estimate: isTold ? await estimateOwn(deps, row) : null,
		own: isTold ? presentOwnFacts(row) : null,
	};
}

/** What a viewer may not see is not there for him. */
export async function requireSubmission(
	db: Database,
	id: string,
	viewer: Viewer,
): Promise<SubmissionRow> {
	const row = await findSubmission(db, id, viewer);
	if (!row) throw new Refusal('not-found', `There is no submission "${id}".`);
	return row;
}

/** A submission that this viewer may change: his own, or any for an operator. */
export async function requireOwn(db: Database, id: string, viewer: Viewer): Promise<SubmissionRow> {
	const row = await requireSubmission(db, id, viewer);
	if (isOwn(row, viewer)) return row;
	throw new Refusal('forbidden', `Submission ${id} belongs to somebody else.`);
}

function isOwn({ owner }: SubmissionRow, viewer: Viewer): boolean {
	return viewer.isOperator || (owner !== null && owner === viewer.owner);
}

/** Where the newest run waits, as long as it does. */
async function findPlace(db: Database, [newest]: readonly RunRow[]): Promise<Submission['queue']> {
	if (!newest || deriveState(newest) !== 'queued') return null;
	const before = await measureQueue(db, newest.run);
	return { position: before.runs + 1, games_before: before.games };
}

/** What is complete and not begun; the judge is the one that would play it. */
async function estimateOwn(deps: ReadDeps, row: SubmissionRow): Promise<Submission['estimate']> {
	const { state } = deriveSubmissionState(row);
	if (state !== 'checked' && state !== 'queued') return null;
	const version = await findBenchmarkVersionById(deps.db, row.benchmarkVersionId);
	if (!version) throw new Error(`benchmark version ${row.benchmarkVersionId} vanished`);
	const judge = await findJudgeFor(deps.db, deps, version);
	return estimateRun(deps.db, { submission: row, judge, replicate: 0 }, deps.maxInFlight);
}

export async function readRun(deps: RunDeps, id: string, viewer?: Viewer): Promise<Run> {
	const row = await findRun(deps.db, id, viewer);
	if (!row) throw new Refusal('not-found', `There is no run "${id}".`);
	return describeRun(deps, row);
}

export async function describeRun(deps: RunDeps, row: RunRow): Promise<Run> {
	const unscoredReasons =
		row.run.gamesUnscored > 0 ? await countUnscoredReasons(deps.db, row.run.id) : {};
	const workers = row.run.finishedAt ? [] : await listWorkers(deps.db);
	const down = workers.find(
		({ endpoint, outageSince }) => outageSince && endpoint === endpointName(row.judge),
	);
	const outage = down?.outageSince
		? { since: down.outageSince, reason: down.outageReason ?? 'no reason given' }
		: undefined;
	const batches = row.run.via === 'batch' ? await listJudgeBatches(deps.db, row.run.id) : [];
	const isBatchedElsewhere =
		row.run.finishedAt === null && (await waitsForBatches(deps.db, row.run.id));
	const facts = { unscoredReasons, outage, batches, isBatchedElsewhere };
	return presentRun(row, { ...facts, workers: workers.length }, deps.now());
}
