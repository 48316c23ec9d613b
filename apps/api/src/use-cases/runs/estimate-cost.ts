import { KNOWN_SPREAD } from '@codejoust/contract/known-spread';
import { costMicroUsd, type Price } from '@codejoust/judge/endpoint/prices';

/** How far prompts may be off: another tokenizer counts otherwise. */
const PROMPT_SPREAD = { low: 0.9, high: 1.1 };
/** Replies that nobody has seen yet may be half as long, or twice; those of a known judge vary little in the mean (`KNOWN_SPREAD`). */
const UNKNOWN_SPREAD = { low: 0.5, high: 2 };

export type CostEstimate = {
	readonly cost_micro_usd: number | null;
	readonly cost_low_micro_usd: number | null;
	readonly cost_high_micro_usd: number | null;
};

/** What so many tokens cost in micro-dollars, with the range to expect; all null without a price. */
export function estimateCost(
	{
		promptTokens,
		completionTokens,
	}: { readonly promptTokens: number; readonly completionTokens: number },
	{
		games,
		price,
		isFromHistory,
	}: {
		/** That are asked; 1 or more. */
		readonly games: number;
		readonly price: Price | undefined;
		/** The judge's own replies say how long they are. */
		readonly isFromHistory: boolean;
	},
): CostEstimate {
	const spread = isFromHistory ? KNOWN_SPREAD : UNKNOWN_SPREAD;
	const at = (side: 'low' | 'high') =>
		costMicroUsd(
			{
				promptTokens: promptTokens * PROMPT_SPREAD[side],
				completionTokens: completionTokens * spread[side],
			},
			price,
		) ?? null;
	const cost = costMicroUsd({ promptTokens, completionTokens }, price) ?? null;
	const high = at('high');
	return {
		cost_micro_usd: cost,
		cost_low_micro_usd: at('low'),
		// Where it becomes a budget, the last battle needs room for half as much again as it costs.
		cost_high_micro_usd:
			cost === null || high === null ? high : Math.max(high, Math.ceil(cost * (1 + 1 / games))),
	};
}
