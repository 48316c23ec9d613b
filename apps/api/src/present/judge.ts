import type { JudgingCounts } from '@codejoust/arena/judging-counts';
import type { JudgedBoardRow } from '@codejoust/db/queries/judged-boards';
import type { JudgedBoard, JudgeQuality } from '../schemas/judge-quality.ts';
import { presentBenchmarkName } from './names.ts';

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
	};
}
