import { findBenchmarkVersion } from '@codejoust/db/queries/benchmarks';
import { findModel } from '@codejoust/db/queries/models';
import { listRuns, type RunRow } from '@codejoust/db/queries/runs';
import {
	listPrivateAttempts,
	listSubmissionsOfModel,
	type SubmissionRow,
} from '@codejoust/db/queries/submissions';
import type { Viewer } from '@codejoust/db/queries/viewer';
import { presentBenchmarkBrief } from '../present/benchmark.ts';
import { presentModel } from '../present/model.ts';
import { nameJudge, presentJudgeBrief } from '../present/names.ts';
import { deriveState, stateSince } from '../present/run.ts';
import { presentSubmission } from '../present/submission.ts';
import { Refusal } from '../refusal.ts';
import type { BenchmarkBrief } from '../schemas/benchmark.ts';
import type { ModelDetail } from '../schemas/model-page.ts';
import type { BoardDeps } from './board-shelf.ts';
import { findJudge } from './find-judge.ts';
import { readStandings, type Standing } from './read-standings.ts';

const MOST_RUNS = 500;

/**
 * A model, its standing on the live board of every benchmark it was submitted to, or on those of one judge version, and its
 * submissions.
 */
export async function readModel(
	deps: BoardDeps,
	slug: string,
	{ viewer, judge }: { readonly viewer: Viewer; readonly judge: string | undefined },
): Promise<ModelDetail> {
	const { db } = deps;
	const judgeName = judge === undefined ? undefined : nameJudge(await findJudge(db, judge));
	const row = await findModel(db, slug, viewer);
	if (!row) throw new Refusal('not-found', `There is no model "${slug}".`);
	const submissions = await listSubmissionsOfModel(db, slug, viewer);
	const baselineOf: BenchmarkBrief[] = [];
	for (const submission of submissions.filter(({ isBaseline }) => isBaseline))
		baselineOf.push(await describeBenchmark(deps, submission));
	const entries = submissions.filter(({ isBaseline }) => !isBaseline);
	const byVersion = Map.groupBy(entries, ({ benchmarkVersionId }) => benchmarkVersionId);
	const standings: Standing[] = [];
	for (const group of byVersion.values())
		standings.push(...(await readStandings(deps, group, judgeName)));
	const runs = await listRuns(db, { modelSlug: slug, viewer, limit: MOST_RUNS });
	const standing = new Set(standings.map(({ row: { submission_id: id } }) => id));
	return {
		...presentModel(row),
		standings,
		baseline_of: baselineOf,
		submissions: submissions.map((submission) => ({
			...presentSubmission(submission),
			runs: runs.filter(({ run }) => run.submissionId === submission.id).map(presentModelRun),
			stands: standing.has(submission.id),
		})),
		private_attempts: await listPrivateAttempts(db, { modelSlug: slug }),
	};
}

async function describeBenchmark(
	{ db }: BoardDeps,
	{ benchmarkSlug: slug, benchmarkVersion: version }: SubmissionRow,
): Promise<BenchmarkBrief> {
	const row = await findBenchmarkVersion(db, { slug, version });
	if (!row) throw new Error(`benchmark ${slug}@${version} vanished`);
	return presentBenchmarkBrief(row);
}

function presentModelRun(row: RunRow): ModelDetail['submissions'][number]['runs'][number] {
	const state = deriveState(row);
	return {
		id: row.run.id,
		judge: presentJudgeBrief(row.judge),
		state,
		state_since: stateSince(row, state).toISOString(),
	};
}
