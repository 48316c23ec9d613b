/** One more than the pages that are asked for most. */
const USUAL_LIMITS = [2, 21, 51, 101] as const;

/**
 * The next usual limit of a prepared query, whose plan depends on it: one plan serves all pages of about a size. The rows beyond
 * the limit that was asked for are to be cut off.
 */
export function roundLimit(limit: number): number {
	return USUAL_LIMITS.find((usual) => usual >= limit) ?? limit;
}
