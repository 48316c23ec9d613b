import type { Leaderboard, LeaderboardRow } from '@codejoust/contract/client';
import { ABSENT } from '../format/percent.ts';

type RatedRow = NonNullable<LeaderboardRow['mean_ratings']>;
export type Figures = RatedRow['model'];
export type Figure = Figures['overall'];

export type RatingsTable = {
	readonly criteria: readonly string[];
	/** By mean rating, best first. */
	readonly rows: readonly (Pick<LeaderboardRow, 'submission_id' | 'model'> & {
		readonly figures: Figures;
	})[];
	/** On the questions of the model that has ratings on most. */
	readonly baseline: Figures;
};

/** The mean ratings of a board's models; undefined where no judge rated them. */
export function ratingsTable(rows: Leaderboard['rows']): RatingsTable | undefined {
	const rated = rows.flatMap(({ submission_id, model, mean_ratings: ratings }) =>
		ratings ? [{ submission_id, model, figures: ratings.model, baseline: ratings.baseline }] : [],
	);
	const [fullest] = rated.toSorted(
		(a, b) => b.baseline.overall.questions - a.baseline.overall.questions,
	);
	if (!fullest) return undefined;
	return {
		criteria: [
			...new Set(rated.flatMap(({ figures }) => figures.criteria.map(({ name }) => name))),
		].sort(),
		rows: rated.toSorted((a, b) => b.figures.overall.value - a.figures.overall.value),
		baseline: fullest.baseline,
	};
}

/** The figure under a criterion; undefined where no question was rated under it. */
export function figureUnder({ criteria }: Figures, criterion: string): Figure | undefined {
	return criteria.find(({ name }) => name === criterion);
}

/** Two decimals: a rating is a whole number, and its mean over questions is finer. */
export function formatRating(value: number | null | undefined): string {
	return value == null ? ABSENT : value.toFixed(2);
}

/** `6.91–7.40`; an em dash where there is no interval. */
export function formatRatingRange({ low, high }: Pick<Figure, 'low' | 'high'>): string {
	return low === null || high === null ? ABSENT : `${low.toFixed(2)}–${high.toFixed(2)}`;
}
