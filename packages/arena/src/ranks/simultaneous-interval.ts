import { adjustedDifference, type PairedDifference } from './paired-differences.ts';
import { studentPoint } from './student-point.ts';

/** Bounds of a difference in score, −1 to 1. */
export type SimultaneousInterval = { readonly low: number; readonly high: number };

/**
 * The interval of a pair's difference in score that holds for all pairs of a board at once with 95 % confidence: the
 * differences that the first step of `testPairs` would not tell apart from the pair's own. It leaves out 0 exactly where the
 * pair is told apart: later steps tell more pairs apart, and close the interval at 0, and a pair with fewer than six differing
 * questions is never told apart. Undefined with fewer than two shared questions.
 *
 * @param critical of all pairs together, in units of the standard normal
 * @param better which of the two is told apart as the better one
 */
export function boundSimultaneously(
	pair: PairedDifference,
	critical: number,
	better: 'first' | 'second' | undefined,
): SimultaneousInterval | undefined {
	if (pair.shared < 2) return undefined;
	const { value, standardError } = adjustedDifference(pair);
	const reach = studentPoint(critical, pair.shared - 1) * standardError;
	const low = Math.max(-1, value - reach);
	const high = Math.min(1, value + reach);
	if (better === 'first') return { low: Math.max(low, 0), high };
	if (better === 'second') return { low, high: Math.min(high, 0) };
	return { low: Math.min(low, 0), high: Math.max(high, 0) };
}
