import { readBeatenRows } from '@codejoust/arena/board/beaten-rows';
import type { Estimate as ArenaEstimate } from '@codejoust/arena/board/board-row';
import type { LengthControl, LengthControlWarning } from '@codejoust/arena/board/length-control';
import type { EntrantRow } from '@codejoust/db/queries/boards/boards';
import type {
	RatingFigure as ArenaFigure,
	RatingFigures as ArenaFigures,
} from '@codejoust/arena/board/rating-figures';
import type {
	Estimate,
	LeaderboardRow,
	RatingFigure,
	RatingFigures,
} from '@codejoust/contract/schemas/leaderboard';
import type { StoredRow } from '@codejoust/board/board-numbers';
import { presentModelBrief } from './names.ts';
import { presentSource } from './source.ts';
import { presentStatedPrice } from './stated-price.ts';

export function presentLeaderboardRow(row: StoredRow, model: EntrantRow): LeaderboardRow {
	const { id, n, scored, unscored, missing, coverage, unscoredReasons, ...counted } = row;
	const { emptyAnswers, wins, ties, judgedTies, conflictTies, copies, losses, ...shares } = counted;
	const { winRate, tieRate, score, preference, flipRate, firstPositionShare, ...others } = shares;
	const { medianLength, costMicroUsd, rank, beats, lengthControl, rating, ...rest } = others;
	const { ratings, tieGroup: _, ...unnamed } = rest;
	// A new number of the row does not compile before it has a name here.
	void (unnamed satisfies Readonly<Record<string, never>>);
	return {
		submission_id: id,
		model: presentModelBrief(model),
		...presentSource(model.source),
		stated_price: presentStatedPrice(model.source),
		n,
		scored,
		unscored,
		missing,
		coverage: coverage ?? null,
		unscored_reasons: { ...unscoredReasons },
		empty_answers: emptyAnswers,
		wins,
		ties,
		judged_ties: judgedTies,
		conflict_ties: conflictTies,
		copies: copies ?? 0,
		losses,
		win_rate: presentEstimate(winRate),
		tie_rate: presentEstimate(tieRate),
		score: presentEstimate(score),
		preference: presentPreference(preference),
		flip_rate: flipRate ?? null,
		first_position_share: firstPositionShare ?? null,
		median_length: medianLength ?? null,
		cost_micro_usd: costMicroUsd ?? null,
		mean_ratings: ratings
			? { model: presentFigures(ratings.model), baseline: presentFigures(ratings.baseline) }
			: null,
		rank: rank ?? null,
		...presentPairs(rank, beats),
		...presentLengthControl(lengthControl),
		...presentRating(rating),
	} satisfies Required<LeaderboardRow>;
}

function presentFigures({ overall, criteria }: ArenaFigures): RatingFigures {
	return {
		overall: presentFigure(overall),
		criteria: Object.entries(criteria)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([name, figure]) => ({
				name,
				...presentFigure(figure),
			})),
	};
}

function presentFigure({ low, high, spread, ...figure }: ArenaFigure): RatingFigure {
	return { ...figure, low: low ?? null, high: high ?? null, spread: spread ?? null };
}

/** Every other ranked model is beaten, tied with or better. */
export function presentPairs(
	rank: StoredRow['rank'],
	beats: StoredRow['beats'],
): Required<Pick<LeaderboardRow, 'beats' | 'tied_with' | 'beaten_by'>> {
	return {
		beats: beats === undefined ? null : readBeatenRows(beats).length,
		tied_with: rank ? rank.worst - rank.best : null,
		beaten_by: rank ? rank.best - 1 : null,
	};
}

type LengthNumbers = Required<
	Pick<LeaderboardRow, 'length_controlled' | 'length_controlled_refusal'>
>;

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
	rating: StoredRow['rating'],
): Required<Pick<LeaderboardRow, 'rating' | 'rating_refusal'>> {
	if (!rating) return { rating: null, rating_refusal: null };
	if (rating.kind === 'refused') return { rating: null, rating_refusal: rating.reason };
	const { value, low, high } = rating;
	return { rating: { value, low, high }, rating_refusal: null };
}

function presentPreference(
	preference: StoredRow['preference'],
): NonNullable<LeaderboardRow['preference']> | null {
	const estimate = presentEstimate(preference);
	if (!estimate || !preference) return null;
	return { ...estimate, standard_error: preference.standardError };
}

export function presentEstimate(estimate: ArenaEstimate | undefined): Estimate | null {
	if (!estimate) return null;
	const { low, high, method } = estimate.interval;
	return { value: estimate.value, low, high, method };
}
