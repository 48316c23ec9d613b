import { readRatingShot } from '@codejoust/contract/shot-words';
import type { GameView } from '../server/battle-page.ts';

/** The ratings of both answers under one criterion. */
export type RatingPair = {
	readonly criterion: string;
	readonly baseline: GameView;
	readonly model: GameView;
};

/** What a battle was asked by a judge that rates, in its order; empty for another kind of judge. */
export function pairRatings(games: readonly GameView[]): readonly RatingPair[] {
	const read = games.flatMap((game) => {
		const shot = readRatingShot(game.order);
		return shot ? [{ ...shot, game }] : [];
	});
	return [...Map.groupBy(read, ({ criterion }) => criterion)].flatMap(([criterion, both]) => {
		const [baseline, model] = (['baseline', 'model'] as const).map(
			(side) => both.find(({ rated }) => rated === side)?.game,
		);
		return baseline && model ? [{ criterion, baseline, model }] : [];
	});
}

/** The rating that counts; undefined where there is none. */
export function ratingOf({ judgments }: Pick<GameView, 'judgments'>): number | undefined {
	return judgments[0]?.rating ?? undefined;
}

/** The mean of what is rated on one side; undefined where a rating is missing, since it would be no fair comparison. */
export function meanRating(
	pairs: readonly RatingPair[],
	side: 'baseline' | 'model',
): number | undefined {
	const ratings = pairs.flatMap((pair) => ratingOf(pair[side]) ?? []);
	if (ratings.length === 0 || ratings.length < pairs.length) return undefined;
	return ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length;
}

/** With its sign; what is equal has none. */
export function signed(difference: number): string {
	return difference > 0 ? `+${difference}` : difference < 0 ? `−${-difference}` : '0';
}
