import { groupDigits } from '../checks/limits.ts';

/** Why two answers of a record are no labelled pair. Closed. */
const REASONS = {
	'equal-ratings': 'both answers have the same rating',
	'no-rating': 'an answer has no rating (N/A)',
	'blank-answer': 'an answer is blank, about which no judge is asked',
} as const;
export type LeftOut = keyof typeof REASONS;

/** Counts pairs that are left out, by reason, for one note each. */
export function createLeftOut() {
	const counts = new Map<LeftOut, number>();
	return {
		add(reasons: readonly LeftOut[] = []): void {
			for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
		},
		notes: (): readonly string[] =>
			[...counts].map(
				([reason, count]) =>
					`${groupDigits(count)} ${count === 1 ? 'pair was' : 'pairs were'} left out: ${REASONS[reason]}.`,
			),
	};
}
