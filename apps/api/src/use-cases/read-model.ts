import type { Database } from '@codejoust/db/connect';
import { findBenchmarkVersion } from '@codejoust/db/queries/benchmarks';
import { listBoards } from '@codejoust/db/queries/boards';
import { findModel } from '@codejoust/db/queries/models';
import {
	listPrivateAttempts,
	listSubmissionsOfModel,
	type SubmissionRow,
} from '@codejoust/db/queries/submissions';
import type { Viewer } from '@codejoust/db/queries/viewer';
import { median } from '../median.ts';
import { presentBenchmarkBrief } from '../present/benchmark.ts';
import { presentLeaderboardRow } from '../present/leaderboard-row.ts';
import { presentModel } from '../present/model.ts';
import { presentJudgeBrief } from '../present/names.ts';
import { presentSubmission } from '../present/submission.ts';
import { Refusal } from '../refusal.ts';
import type { BenchmarkBrief } from '../schemas/benchmark.ts';
import type { ModelDetail } from '../schemas/model-page.ts';
import type { BoardDeps } from './board-shelf.ts';
import { readMatrix } from './read-matrix.ts';
import { readSlice } from './read-slice.ts';

type Standing = ModelDetail['standings'][number];

/** A model, its standing on the live board of every benchmark it was submitted to, and its submissions. */
export async function readModel(
	deps: BoardDeps,
	slug: string,
	viewer: Viewer,
): Promise<ModelDetail> {
	const { db } = deps;
	const row = await findModel(db, slug, viewer);
	if (!row) throw new Refusal('not-found', `There is no model "${slug}".`);
	const submissions = await listSubmissionsOfModel(db, slug, viewer);
	const standings: Standing[] = [];
	for (const submission of submissions.filter(({ isBaseline }) => !isBaseline)) {
		const standing = await findStanding(deps, submission);
		if (standing) standings.push(standing);
	}
	const baselineOf: BenchmarkBrief[] = [];
	for (const submission of submissions.filter(({ isBaseline }) => isBaseline)) {
		const version = await findVersion(db, submission);
		if (version) baselineOf.push(presentBenchmarkBrief(version));
	}
	return {
		...presentModel(row),
		standings,
		baseline_of: baselineOf,
		submissions: submissions.map(presentSubmission),
		private_attempts: await listPrivateAttempts(db, { modelSlug: slug }),
	};
}

function findVersion(db: Database, { benchmarkSlug, benchmarkVersion }: SubmissionRow) {
	return findBenchmarkVersion(db, { slug: benchmarkSlug, version: benchmarkVersion });
}

async function findStanding(
	deps: BoardDeps,
	submission: SubmissionRow,
): Promise<Standing | undefined> {
	const { db } = deps;
	const version = await findVersion(db, submission);
	const [board] = await listBoards(db, submission.benchmarkVersionId);
	if (!version || !board?.snapshotId) return undefined;
	const rows = await readSlice(deps, board.snapshotId, {});
	const row = rows.find(({ id }) => id === submission.id);
	if (!row) return undefined;
	const judge = presentJudgeBrief(board.judge);
	const matrix = await readMatrix(deps, `${version.slug}@${version.version}`, judge.name);
	const own = matrix.rows.find(({ submission_id: id }) => id === submission.id);
	return {
		benchmark: presentBenchmarkBrief(version),
		judge,
		models: rows.length,
		row: presentLeaderboardRow(row, submission.model),
		categories: matrix.columns.map(({ category, n }, index) => ({
			category,
			n,
			scored: own?.cells[index]?.scored ?? 0,
			score: own?.cells[index]?.score ?? null,
			board_median: median(
				matrix.rows.flatMap(({ cells }) => {
					const score = cells[index]?.score;
					return score ? [score.value] : [];
				}),
			),
		})),
	};
}
