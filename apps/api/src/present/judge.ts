import { nameJudge, nameBenchmark } from '../benchmark-name.ts';
import { measureAskingNoise } from '@codejoust/arena/judge-quality/asking-noise';
import { type JudgeNoise, measureJudgeNoise } from '@codejoust/arena/judge-quality/judge-noise';
import type { JudgingCounts } from '@codejoust/arena/outcomes/judging-counts';
import type { BoardState } from '@codejoust/db/queries/boards/find-boards';
import type { ImportRow } from '@codejoust/db/queries/judgments/judgment-imports';
import type { JudgedBoardRow } from '@codejoust/db/queries/judges/judged-boards';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { JudgeVersion } from '@codejoust/contract/schemas/judge';
import type { JudgedBoard, JudgeQuality } from '@codejoust/contract/schemas/judge-quality';
import type { JudgeRelease } from '@codejoust/contract/schemas/judge-registry';
import type { JudgeState } from '@codejoust/contract/schemas/leaderboard';
import { presentShare } from './question-share.ts';
import { presentJudgeBrief } from './names.ts';
import { presentOrigin } from './recorded-origin.ts';

function presentJudgeQuality(counts: JudgingCounts): JudgeQuality {
	const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
	const decidedByGames = counts.consistent + counts.leaning + counts.flipped;
	return {
		models: counts.models,
		battles_scored: counts.scored,
		battles_unscored: counts.unscored,
		consistent: counts.consistent,
		leaning: counts.leaning,
		flipped: counts.flipped,
		consistency: share(counts.consistent, decidedByGames),
		flip_rate: share(counts.flipped, decidedByGames),
		first_position_share: share(counts.firstWins, counts.decidedGames),
		noise: presentNoise(counts.noise && measureJudgeNoise(counts.noise)),
		noise_asked_again: presentNoise(counts.askings && measureAskingNoise(counts.askings)),
		longer_wins: counts.longer ? presentShare(counts.longer) : null,
		unscored_reasons: { ...counts.unscoredReasons },
		cost_micro_usd_per_battle: share(counts.costMicroUsd, counts.pricedBattles),
	};
}

function presentNoise(noise: JudgeNoise | undefined): JudgeQuality['noise'] {
	if (!noise) return null;
	const { battles, varianceShare, widthShare } = noise;
	return { battles, variance_share: varianceShare, width_share: widthShare };
}

function presentJudgedBoard(row: JudgedBoardRow): JudgedBoard {
	return {
		benchmark: nameBenchmark(row),
		name: row.name,
		is_sample: row.isSample,
		is_live: row.isLive,
		updated_at: row.updatedAt.toISOString(),
		quality: presentJudgeQuality(row.judging),
		reported_models: [...row.reportedModels],
	};
}

/** A judge version with what its boards say of it. */
export type FoundJudge = {
	readonly row: JudgeVersionRow;
	readonly boards: readonly JudgedBoardRow[];
	/** Of a jury, by their names; of a cascade in the order in which they are asked. */
	readonly members: readonly JudgeVersionRow[];
	/** Of a recorded one, by benchmark. */
	readonly imports: readonly ImportRow[];
	/** Of all its boards. */
	readonly judging: JudgingCounts;
	/** Where this server asks it; null where it cannot. */
	readonly endpoint: JudgeVersion['endpoint'];
	/** All versions of its slug. */
	readonly versions: readonly Pick<
		JudgeVersionRow,
		'slug' | 'version' | 'releasedAt' | 'retiredAt'
	>[];
};

export function presentJudgeVersion(found: FoundJudge): JudgeVersion {
	const { row, boards, members, imports, judging, endpoint, versions } = found;
	return {
		...presentJudgeBrief(row),
		definition: row.definition,
		released_at: row.releasedAt.toISOString(),
		retired_at: row.retiredAt?.toISOString() ?? null,
		quality: presentJudgeQuality(judging),
		members: members.map(presentJudgeBrief),
		recorded: presentOrigin(row, imports),
		boards: boards.map(presentJudgedBoard),
		endpoint,
		bound_endpoint: row.boundEndpoint,
		versions: versions.map((version) => ({
			name: nameJudge(version),
			released_at: version.releasedAt.toISOString(),
			retired_at: version.retiredAt?.toISOString() ?? null,
		})),
	};
}

/** A judge version that was asked to be released. */
export type ReleasedJudge = {
	readonly judge: FoundJudge;
	/** Otherwise the definition was released before. */
	readonly isNew: boolean;
	readonly notes: readonly string[];
};

export function presentJudgeRelease({ judge, isNew, notes }: ReleasedJudge): JudgeRelease {
	return { ...presentJudgeVersion(judge), is_new: isNew, notes: [...notes] };
}

/** The state of the judge of a board among the boards of its benchmark version and the versions of its slug. */
export function presentJudgeState(board: BoardState, boards: readonly BoardState[]): JudgeState {
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
		longer_wins: board.longer ? presentShare(board.longer) : null,
	};
}
