import type { Database } from '@codejoust/db/connect';
import { countJudgeBattles } from '@codejoust/db/queries/battles';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges';
import { presentJudgeBrief } from '../present/names.ts';
import type { JudgeVersion } from '../schemas/judge.ts';

/** A judge version with what its battles say of it so far. */
export async function describeJudge(db: Database, row: JudgeVersionRow): Promise<JudgeVersion> {
	const { scored, unscored, flipped, firstWins, decidedGames } = await countJudgeBattles(
		db,
		row.id,
	);
	return {
		...presentJudgeBrief(row),
		definition: row.definition,
		released_at: row.releasedAt.toISOString(),
		retired_at: row.retiredAt?.toISOString() ?? null,
		battles_scored: scored,
		battles_unscored: unscored,
		flip_rate: scored > 0 ? flipped / scored : null,
		first_position_share: decidedGames > 0 ? firstWins / decidedGames : null,
	};
}
