export const COMPARISON_REASONS = [
	/** Distinguished by the simultaneous test over all pairs of the board. */
	'distinguished',
	/** The difference is within what chance gives among so many pairs. */
	'within-chance',
	/** Fewer than six questions ended differently. */
	'fewer-than-6-differing-questions',
	/** One of the two has less than 95 % of its battles scored: it has no rank and takes part in no test. */
	'not-ranked',
	'no-shared-question',
] as const;
export type ComparisonReason = (typeof COMPARISON_REASONS)[number];

export const COMPARISON_ANSWERS = [
	'a-better',
	'b-better',
	'cannot-tell',
	'not-enough-questions',
	'not-ranked',
] as const;

/** Which of the two is better: what the ranks of the board say of the pair. */
export type ComparisonAnswer = {
	readonly kind: (typeof COMPARISON_ANSWERS)[number];
	readonly reason: ComparisonReason;
};
