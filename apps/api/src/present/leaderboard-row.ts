import type { Estimate as ArenaEstimate } from '@codejoust/arena/board-row';
import type { LengthControl, LengthControlWarning } from '@codejoust/arena/length-control';
import type { ModelBriefRow } from '@codejoust/db/queries/model-brief';
import type { Estimate, LeaderboardRow } from '../schemas/leaderboard.ts';
import type { StandingRow } from '../use-cases/board-numbers.ts';
import { presentModelBrief } from './names.ts';

export function presentLeaderboardRow(row: StandingRow, model: ModelBriefRow): LeaderboardRow {
	return {
		submission_id: row.id,
		model: presentModelBrief(model),
		n: row.n,
		scored: row.scored,
		unscored: row.unscored,
		missing: row.missing,
		coverage: row.coverage ?? null,
		unscored_reasons: { ...row.unscoredReasons },
		empty_answers: row.emptyAnswers,
		wins: row.wins,
		ties: row.ties,
		judged_ties: row.judgedTies,
		conflict_ties: row.conflictTies,
		losses: row.losses,
		win_rate: presentEstimate(row.winRate),
		tie_rate: presentEstimate(row.tieRate),
		score: presentEstimate(row.score),
		flip_rate: row.flipRate ?? null,
		first_position_share: row.firstPositionShare ?? null,
		median_length: row.medianLength ?? null,
		cost_micro_usd: row.costMicroUsd ?? null,
		rank: row.rank ?? null,
		tie_group: row.tieGroup ?? null,
		...presentLengthControl(row.lengthControl),
		...presentRating(row.rating),
	};
}

type LengthNumbers = Pick<LeaderboardRow, 'length_controlled' | 'length_controlled_refusal'>;

const LENGTH_WARNINGS: Readonly<Record<LengthControlWarning, string>> = {
	'large-correction':
		'For some models the correction for length exceeds 10 points: it then says more about the regression than about the answers.',
	extrapolated:
		'Some models’ answers are nearly all longer, or nearly all shorter, than the baseline’s: their score at equal length is extrapolated.',
};

function presentLengthControl(control: LengthControl | undefined): LengthNumbers {
	const absent = (refusal: LengthNumbers['length_controlled_refusal']) => ({
		length_controlled: null,
		length_controlled_refusal: refusal ?? null,
	});
	if (!control) return absent(null);
	if (control.kind === 'refused') return absent(control.reason);
	if (!control.interval) return absent('no-interval');
	const warning = control.warnings.map((code) => LENGTH_WARNINGS[code]).join(' ') || null;
	return {
		length_controlled: { value: control.score, ...control.interval, warning },
		length_controlled_refusal: null,
	};
}

function presentRating(
	rating: StandingRow['rating'],
): Pick<LeaderboardRow, 'rating' | 'rating_refusal'> {
	if (!rating) return { rating: null, rating_refusal: null };
	if (rating.kind === 'refused') return { rating: null, rating_refusal: rating.reason };
	const { value, low, high } = rating;
	return { rating: { value, low, high }, rating_refusal: null };
}

export function presentEstimate(estimate: ArenaEstimate | undefined): Estimate | null {
	if (!estimate) return null;
	const { low, high, method } = estimate.interval;
	return { value: estimate.value, low, high, method };
}
