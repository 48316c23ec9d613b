import { type BattleResult, outcomeOfMargin } from './battle.ts';
import type { Judgment, UnscoredReason } from './judgment.ts';
import type { Rating } from './rating.ts';

/** Both answers of a battle under one criterion. */
export type RatedPair = {
	readonly criterion: string;
	readonly baseline: Judgment;
	readonly model: Judgment;
};

/**
 * Decides a battle from the ratings of both answers: the higher mean wins, equal means are a tie, and the margin is the sum of
 * the model's ratings less that of the baseline's. A battle with an unscored rating is unscored, with the reasons in order.
 */
export function decideRatings(pairs: readonly RatedPair[]): BattleResult {
	const reasons = pairs.flatMap(({ baseline, model }) => [
		...reasonOf(baseline),
		...reasonOf(model),
	]);
	if (reasons.length > 0) return { kind: 'unscored', reasons };
	const ratings = pairs.map(
		({ criterion, model, baseline }) =>
			[criterion, { model: ratingOf(model), baseline: ratingOf(baseline) }] as const,
	);
	const margin = ratings.reduce((sum, [, { model, baseline }]) => sum + model - baseline, 0);
	return {
		kind: 'scored',
		by: 'ratings',
		outcome: outcomeOfMargin(margin),
		margin,
		numbers: { ratings: Object.fromEntries(ratings) },
	};
}

function reasonOf(judgment: Judgment): readonly UnscoredReason[] {
	return judgment.kind === 'unscored' ? [judgment.reason] : [];
}

/** Throws for a verdict, which is no rating. */
function ratingOf(judgment: Judgment): Rating {
	if (judgment.kind === 'scored' && 'rating' in judgment) return judgment.rating;
	throw new Error('an answer that is rated by itself has a rating, and this judgment has none');
}
