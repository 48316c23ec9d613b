import type { JudgingCounts } from '@codejoust/arena/judging-counts';
import type { BoardState } from '@codejoust/db/queries/boards';
import type { JudgedBoardRow } from '@codejoust/db/queries/judged-boards';
import type { JudgedBoard, JudgeQuality } from '../schemas/judge-quality.ts';
import type { JudgeStanding } from '../schemas/leaderboard.ts';
import { presentBenchmarkName, presentJudgeBrief } from './names.ts';

export function presentJudgeQuality(counts: JudgingCounts): JudgeQuality {
	const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
	return {
		models: counts.models,
		battles_scored: counts.scored,
		battles_unscored: counts.unscored,
		consistent: counts.consistent,
		leaning: counts.leaning,
		flipped: counts.flipped,
		consistency: share(counts.consistent, counts.scored),
		flip_rate: share(counts.flipped, counts.scored),
		first_position_share: share(counts.firstWins, counts.decidedGames),
		unscored_reasons: { ...counts.unscoredReasons },
		cost_micro_usd_per_battle: share(counts.costMicroUsd, counts.pricedBattles),
	};
}

export function presentJudgedBoard(row: JudgedBoardRow): JudgedBoard {
	return {
		benchmark: presentBenchmarkName(row),
		name: row.name,
		is_sample: row.isSample,
		is_live: row.isLive,
		updated_at: row.updatedAt.toISOString(),
		quality: presentJudgeQuality(row.judging),
		reported_models: [...row.reportedModels],
	};
}

/** How the judge of a board stands among the boards of its benchmark version and the versions of its slug. */
export function presentJudgeStanding(
	board: BoardState,
	boards: readonly BoardState[],
): JudgeStanding {
	const { slug, version } = board.judge;
	const isHere = (other: number) =>
		boards.some(({ judge }) => judge.slug === slug && judge.version === other);
	const live = boards.find(({ isLive }) => isLive) ?? board;
	return {
		live_judge: presentJudgeBrief(live.judge).name,
		retired_at: board.judgeRetiredAt?.toISOString() ?? null,
		siblings: board.judgeVersions
			.filter((other) => other !== version)
			.toReversed()
			.map((other) => ({
				name: `${slug}@${other}`,
				is_newer: other > version,
				has_board: isHere(other),
			})),
		reported_models: board.reportedModels,
	};
}
