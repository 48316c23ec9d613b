import { breakRatings } from '@codejoust/arena/rules/break-ratings';
import { BREAK, escapeForJudge } from './escape-for-judge.ts';

/**
 * A question's or answer's text as a judge that rates may see it: as `escapeForJudge` leaves it, and with a visible dot before
 * the number of everything that reads as a rating. No rating that `readRating` reads is left.
 */
export function escapeForRating(text: string): string {
	return breakRatings(escapeForJudge(text), BREAK);
}
