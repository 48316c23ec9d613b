import type { RunEstimate } from '@codejoust/contract/client';
import { formatCost, formatCostRange, formatCount, formatUnits } from '../../format/quantity.ts';
import { formatSpan } from '../age.ts';

/** What starting asks, costs and takes, for the question before it; the limit is in micro-dollars. */
export function describeEstimate(
	estimate: Pick<
		RunEstimate,
		| 'games'
		| 'games_known'
		| 'games_to_ask'
		| 'cost_micro_usd'
		| 'cost_low_micro_usd'
		| 'cost_high_micro_usd'
		| 'seconds'
	>,
	limitMicroUsd: number | undefined,
): string {
	const { games, games_known: known, games_to_ask: toAsk, cost_micro_usd: cost } = estimate;
	if (toAsk === 0)
		return `Start: all ${formatUnits(games, 'game')} are known, so the judge is not asked and nothing is paid.`;
	const paid =
		cost === null ? 'at an unknown cost: the judge has no price' : formatCostRange(estimate);
	const rest =
		known > 0 ? ` ${formatCount(known)} of ${formatUnits(games, 'game')} are known already.` : '';
	const limit =
		limitMicroUsd === undefined
			? 'There is no limit but the budget of the service.'
			: `It pauses before it costs more than ${formatCost(limitMicroUsd)}.`;
	return `Start: ${formatUnits(toAsk, 'game')}, ${paid}, in about ${formatSpan(estimate.seconds)}.${rest} ${limit}`;
}
