import type { Database } from '@codejoust/db/connect';
import { type JudgedBoardRow, listJudgedBoards } from '@codejoust/db/queries/judged-boards';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges';
import { addJudging } from '@codejoust/arena/judging-counts';
import { presentJudgedBoard, presentJudgeQuality } from '../present/judge.ts';
import { presentJudgeBrief } from '../present/names.ts';
import type { JudgeVersion } from '../schemas/judge.ts';

/** Judge versions with what their boards say of them. Read from counts that snapshots left, whatever the number of games. */
export async function describeJudges(
	db: Database,
	rows: readonly JudgeVersionRow[],
): Promise<JudgeVersion[]> {
	const boards = await listJudgedBoards(
		db,
		rows.map(({ id }) => id),
	);
	const byJudge = Map.groupBy(boards, ({ judgeVersionId }) => judgeVersionId);
	return rows.map((row) => describeJudge(row, byJudge.get(row.id) ?? []));
}

function describeJudge(row: JudgeVersionRow, boards: readonly JudgedBoardRow[]): JudgeVersion {
	return {
		...presentJudgeBrief(row),
		definition: row.definition,
		released_at: row.releasedAt.toISOString(),
		retired_at: row.retiredAt?.toISOString() ?? null,
		quality: presentJudgeQuality(addJudging(boards.map(({ judging }) => judging))),
		boards: boards.map(presentJudgedBoard),
	};
}
