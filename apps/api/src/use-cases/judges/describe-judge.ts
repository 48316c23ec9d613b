import { listJudgedBoards } from '@codejoust/db/queries/judges/judged-boards';
import { type JudgeVersionRow, listVersionsOfJudges } from '@codejoust/db/queries/judges/judges';
import { addJudging } from '@codejoust/arena/outcomes/judging-counts';
import type { ApiDeps } from '../../deps.ts';
import type { FoundJudge } from '../../present/judge.ts';
import { isJury } from './refuse-jury.ts';
import { isMissing } from '@codejoust/judge/judge-endpoint';

/** Judge versions with what their boards say of them. Read from counts that snapshots left, whatever the number of games. */
export async function describeJudges(
	{ db, endpointOf }: Pick<ApiDeps, 'db' | 'endpointOf'>,
	rows: readonly JudgeVersionRow[],
): Promise<FoundJudge[]> {
	const boards = await listJudgedBoards(
		db,
		rows.map(({ id }) => id),
	);
	const slugs = new Set(rows.map(({ slug }) => slug));
	const versions = await listVersionsOfJudges(db, [...slugs]);
	const byJudge = Map.groupBy(boards, ({ judgeVersionId }) => judgeVersionId);
	return rows.map((row) => {
		const endpoint = endpointOf(row);
		const own = byJudge.get(row.id) ?? [];
		return {
			row,
			boards: own,
			judging: addJudging(own.map(({ judging }) => judging)),
			endpoint: isJury(row) ? null : isMissing(endpoint) ? row.boundEndpoint : endpoint.name,
			versions: versions.filter(({ slug }) => slug === row.slug),
		};
	});
}
