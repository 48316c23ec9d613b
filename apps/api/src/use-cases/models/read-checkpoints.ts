import type { StoredRow } from '@codejoust/board/board-numbers';
import { findBoards } from '@codejoust/db/queries/boards/find-boards';
import { listCheckpoints, type SubmissionRow } from '@codejoust/db/queries/submissions/submissions';
import { nameJudge } from '../../benchmark-name.ts';
import type { FoundCheckpoints } from '../../present/checkpoints.ts';
import type { BoardDeps } from '../boards/board-cache.ts';
import { readSlice } from '../boards/read-slice.ts';

/**
 * The trainings that a model is a point of, or the end of, on the live board of each benchmark or on those of one judge
 * version; the points in the order of the training. Only checkpoints of those who have submitted the model itself: nobody
 * draws a line on the page of another's model.
 */
export async function readCheckpoints(
	deps: BoardDeps,
	{
		slug,
		submissions,
		judgeName,
	}: {
		readonly slug: string;
		/** Of the model itself. */
		readonly submissions: readonly SubmissionRow[];
		readonly judgeName: string | undefined;
	},
): Promise<readonly FoundCheckpoints[]> {
	const owners = new Set(submissions.flatMap(({ owner }) => owner ?? []));
	const trainings = submissions.flatMap(({ source }) => source.checkpointOf ?? []);
	const all = await listCheckpoints(deps.db, [...new Set([slug, ...trainings])]);
	const own = all.filter(({ owner }) => owner !== null && owners.has(owner));
	const lines: FoundCheckpoints[] = [];
	for (const group of Map.groupBy(own, lineOf).values())
		lines.push(...(await readLine(deps, group, judgeName)));
	return lines;
}

function lineOf({ benchmarkVersionId, source }: SubmissionRow): string {
	return JSON.stringify([source.checkpointOf, benchmarkVersionId, source.checkpointUnit]);
}

async function readLine(
	deps: BoardDeps,
	group: readonly SubmissionRow[],
	judgeName: string | undefined,
): Promise<readonly FoundCheckpoints[]> {
	const [first] = group;
	if (!first) return [];
	const { benchmarkSlug: slug, benchmarkVersion: version } = first;
	const found = await findBoards(deps.db, { slug, version });
	const board = found?.boards.find(
		({ judge }) => judgeName === undefined || nameJudge(judge) === judgeName,
	);
	if (!board?.snapshotId) return [];
	const rows = await readSlice(deps, board.snapshotId, {});
	const points = group.flatMap((submission) => {
		const row = rows.find(({ id }) => id === submission.id);
		return row ? [{ submission, row }] : [];
	});
	points.sort((a, b) => countOf(a) - countOf(b) || (a.row.id < b.row.id ? -1 : 1));
	return points.length === 0 ? [] : [{ judge: board.judge, points }];
}

function countOf({ submission }: { readonly submission: SubmissionRow; readonly row: StoredRow }) {
	return submission.source.checkpointCount ?? 0;
}
