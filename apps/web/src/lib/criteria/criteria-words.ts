import type { CriteriaBoard } from '@codejoust/contract/client';
import { LEAST_CORRELATED } from '@codejoust/contract/criteria-words';
import { formatCount, formatUnits } from '../format/quantity.ts';
import { formatCoefficient } from '../judge-comparison/judge-words.ts';

type Agreement = CriteriaBoard['agreements'][number];

/** The coefficient of two boards, and what stands below it: its interval, or why there is none. */
export function describeTau({ kendall, models }: Agreement): {
	readonly text: string;
	readonly note: string;
} {
	const text = formatCoefficient(kendall?.value);
	// Kept together where a narrow column wraps.
	const n = formatUnits(models, 'model').replace(' ', '\u00a0');
	if (!kendall)
		return { text, note: models < LEAST_CORRELATED ? n : `${n}, all scores of a board are equal` };
	if (kendall.low === null || kendall.high === null)
		return {
			text,
			note: `${n}, no interval: all pairs in ${kendall.value > 0 ? 'one' : 'the opposite'} order`,
		};
	return {
		text,
		note: `${formatCoefficient(kendall.low)} to ${formatCoefficient(kendall.high)}, ${n}`,
	};
}

/** What the boards' own tests say of the pairs of models: `12 of 15 pairs in one order, 1 reversed`. */
export function describePairs({ pairs }: Agreement): string {
	if (!pairs) return 'pairs not recorded by earlier rules';
	if (pairs.all === 0) return '';
	return `${formatCount(pairs.same)} of ${formatUnits(pairs.all, 'pair')} in one order, ${formatCount(pairs.reversed)} reversed`;
}

/** The agreement of two columns, in either order; undefined for a column with itself. */
export function findAgreement(
	agreements: CriteriaBoard['agreements'],
	a: number,
	b: number,
): Agreement | undefined {
	const [first, second] = a < b ? [a, b] : [b, a];
	return agreements.find((one) => one.first === first && one.second === second);
}
