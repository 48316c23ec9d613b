import type { JuryQuality } from '@codejoust/contract/client';
import { formatPercent, formatRange } from '../format/percent.ts';
import { formatUnits } from '../format/quantity.ts';

/** How a jury decides, in a sentence. */
export function describeRule({
	members,
	mode,
	rule,
	quorum,
	battles,
}: Pick<JuryQuality, 'members' | 'mode' | 'rule' | 'quorum' | 'battles'>): string {
	if (mode === 'cyclic')
		return `${members.length} judges take turns: each of ${formatUnits(battles, 'battle')} was decided by one of them. A score estimates the mean of the scores that all of them would give, and its interval covers which of them was asked about which question.`;
	const how =
		rule === 'mean'
			? 'by the mean of their votes'
			: 'by the majority of their votes, a tie where there is none';
	return `${members.length} judges have decided ${formatUnits(battles, 'battle')} ${how}; at least ${quorum} have to vote.`;
}

/** How often all votes of a battle are the same; empty without a battle of two votes. */
export function describeUnanimity({ unanimous }: Pick<JuryQuality, 'unanimous'>): string {
	const { share, low, high, n } = unanimous;
	if (share === null) return '';
	const interval = low === null || high === null ? '' : ` (${formatRange({ low, high })})`;
	return `All votes are the same in ${formatPercent(share)}${interval} of ${formatUnits(n, 'battle')}.`;
}

/** Agreement beyond chance; empty where there is none to be measured. */
export function describeAlpha({ alpha }: Pick<JuryQuality, 'alpha'>): string {
	const parts = (['nominal', 'ordinal'] as const).flatMap((metric) => {
		const one = alpha[metric];
		if (one === null) return [];
		const { value, low, high } = one;
		const interval =
			low === null || high === null ? '' : ` (${low.toFixed(2)} to ${high.toFixed(2)})`;
		return [`${value.toFixed(2)}${interval} with ${metric} differences`];
	});
	return parts.length === 0 ? '' : `Krippendorff’s α is ${parts.join(', ')}.`;
}
