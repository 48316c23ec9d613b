import { nameJudge } from '../../benchmark-name.ts';
import {
	type BenchmarkVersionRow,
	findBenchmarkVersion,
} from '@codejoust/db/queries/benchmarks/benchmarks';
import { findModel } from '@codejoust/db/queries/models/models';
import { listRuns } from '@codejoust/db/queries/runs/runs';
import {
	listPrivateAttempts,
	listSubmissionsOfModel,
	type SubmissionRow,
} from '@codejoust/db/queries/submissions/submissions';
import type { Viewer } from '@codejoust/db/queries/keys/viewer';
import type { FoundModel, FoundStanding } from '../../present/model-page.ts';
import { Refusal } from '../../refusal.ts';
import type { BoardDeps } from '../boards/board-cache.ts';
import { findJudge } from '../judges/find-judge.ts';
import { readCheckpoints } from './read-checkpoints.ts';
import { readStandings } from './read-standings.ts';

const MOST_RUNS = 500;

/**
 * A model, its standing on the live board of every benchmark it was submitted to, or on those of one judge version, and its
 * submissions.
 */
export async function readModel(
	deps: BoardDeps,
	slug: string,
	{ viewer, judge }: { readonly viewer: Viewer; readonly judge: string | undefined },
): Promise<FoundModel> {
	const { db } = deps;
	const judgeName = judge === undefined ? undefined : nameJudge(await findJudge(db, judge));
	const row = await findModel(db, slug, viewer);
	if (!row) throw new Refusal('not-found', `There is no model "${slug}".`);
	const submissions = await listSubmissionsOfModel(db, slug, viewer);
	const baselineOf: BenchmarkVersionRow[] = [];
	for (const submission of submissions.filter(({ isBaseline }) => isBaseline))
		baselineOf.push(await requireBenchmark(deps, submission));
	const entries = submissions.filter(({ isBaseline }) => !isBaseline);
	const byVersion = Map.groupBy(entries, ({ benchmarkVersionId }) => benchmarkVersionId);
	const standings: FoundStanding[] = [];
	for (const group of byVersion.values())
		standings.push(...(await readStandings(deps, group, judgeName)));
	const runs = await listRuns(db, { modelSlug: slug, viewer, limit: MOST_RUNS });
	const listed = new Set(standings.map(({ row: { id } }) => id));
	return {
		row,
		standings,
		checkpoints: await readCheckpoints(deps, { slug, submissions: entries, judgeName }),
		baselineOf,
		submissions: submissions.map((submission) => ({
			row: submission,
			runs: runs.filter(({ run }) => run.submissionId === submission.id),
			isListed: listed.has(submission.id),
		})),
		privateAttempts: await listPrivateAttempts(db, { modelSlug: slug }),
	};
}

async function requireBenchmark(
	{ db }: BoardDeps,
	{ benchmarkSlug: slug, benchmarkVersion: version }: SubmissionRow,
): Promise<BenchmarkVersionRow> {
	const row = await findBenchmarkVersion(db, { slug, version });
	if (!row) throw new Error(`benchmark ${slug}@${version} vanished`);
	return row;
}
