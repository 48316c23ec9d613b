import { GAME_ORDERS, gamePoints } from '@codejoust/arena/rules/game';
import type { Judgment as JudgmentValue } from '@codejoust/arena/rules/judgment';
import { asReadJudgment } from '@codejoust/arena/rules/reading';
import type { Judgment } from '@codejoust/contract/schemas/battle';

type Reading = Pick<Judgment, 'verdict' | 'rating' | 'preference'>;

/** What a judgment says; all null where it is unscored. */
export function presentReading(judgment: JudgmentValue | undefined): Reading {
	if (judgment?.kind !== 'scored') return { verdict: null, rating: null, preference: null };
	if ('rating' in judgment) return { verdict: null, rating: judgment.rating, preference: null };
	return { verdict: judgment.verdict, rating: null, preference: judgment.preference ?? null };
}

/** The same of a judgment as it is stored. */
export function presentStoredReading(
	stored: { readonly verdict: string | null; readonly preference: number | null } | undefined,
): Reading {
	const isRead = stored !== undefined && stored.verdict !== null;
	return presentReading(isRead ? asReadJudgment(stored.verdict, stored.preference) : undefined);
}

/** A game's points from the model's side; null where there are none: without a verdict, and for ratings. */
export function presentPoints({ verdict }: Reading, order: string): number | null {
	// A jury's game is named by its member and by the order.
	const own = order.slice(order.indexOf(':') + 1);
	const known = GAME_ORDERS.find((one) => one === own);
	return verdict === null || known === undefined ? null : gamePoints(verdict, known);
}
