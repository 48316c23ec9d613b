import { type JudgedBoardRow, listJudgedBoards } from '@codejoust/db/queries/judged-boards';
import { type JudgeVersionRow, listVersionsOfJudges } from '@codejoust/db/queries/judges';
import { addJudging } from '@codejoust/arena/judging-counts';
import type { ApiDeps } from '../deps.ts';
import { presentJudgedBoard, presentJudgeQuality } from '../present/judge.ts';
import { nameJudge, presentJudgeBrief } from '../present/names.ts';
import type { JudgeVersion } from '../schemas/judge.ts';
import { isMissing } from '../worker/endpoint.ts';

/** Judge versions with what their boards say of them. Read from counts that snapshots left, whatever the number of games. */
export async function describeJudges(
	{ db, endpointOf }: Pick<ApiDeps, 'db' | 'endpointOf'>,
	rows: readonly JudgeVersionRow[],
): Promise<JudgeVersion[]> {
	const boards = await listJudgedBoards(
		db,
		rows.map(({ id }) => id),
	);
	const slugs = new Set(rows.map(({ slug }) => slug));
	const versions = await listVersionsOfJudges(db, [...slugs]);
	const byJudge = Map.groupBy(boards, ({ judgeVersionId }) => judgeVersionId);
	return rows.map((row) => {
		const endpoint = endpointOf(row);
		return {
			...describeJudge(row, byJudge.get(row.id) ?? []),
			endpoint: isMissing(endpoint) ? null : endpoint.name,
			versions: versions
				.filter(({ slug }) => slug === row.slug)
				.map((version) => ({
					name: nameJudge(version),
					released_at: version.releasedAt.toISOString(),
					retired_at: version.retiredAt?.toISOString() ?? null,
				})),
		};
	});
}

function describeJudge(
	row: JudgeVersionRow,
	boards: readonly JudgedBoardRow[],
): Omit<JudgeVersion, 'endpoint' | 'versions'> {
	return {
		...presentJudgeBrief(row),
		definition: row.definition,
		released_at: row.releasedAt.toISOString(),
		retired_at: row.retiredAt?.toISOString() ?? null,
		quality: presentJudgeQuality(addJudging(boards.map(({ judging }) => judging))),
		boards: boards.map(presentJudgedBoard),
	};
}
