import type { RunEstimate } from '@codejoust/contract/schemas/run-plan';

/** What one member of a jury takes, and where it is asked. */
export type MemberEstimate = {
	/** The judge version, name@version. */
	readonly judge: string;
	/** Undefined where nobody knows it. */
	readonly endpoint: string | undefined;
	readonly estimate: RunEstimate;
};

/**
 * What the members of a jury take together. Members of one endpoint wait for each other, those of several are asked at the
 * same time. A cost is not known where that of one member is not.
 */
export function addEstimates(members: readonly MemberEstimate[]): RunEstimate {
	const all = members.map(({ estimate }) => estimate);
	const sum = (pick: (one: RunEstimate) => number) =>
		all.reduce((total, one) => total + pick(one), 0);
	const cost = (pick: (one: RunEstimate) => number | null) =>
		all.some((one) => pick(one) === null) ? null : sum((one) => pick(one) ?? 0);
	const byEndpoint = Map.groupBy(members, ({ endpoint }) => endpoint);
	const seconds = [...byEndpoint.values()].map((here) =>
		here.reduce((total, { estimate }) => total + estimate.seconds, 0),
	);
	return {
		games: sum(({ games }) => games),
		games_known: sum(({ games_known: known }) => known),
		games_to_ask: sum(({ games_to_ask: toAsk }) => toAsk),
		prompt_tokens: sum(({ prompt_tokens: tokens }) => tokens),
		completion_tokens: sum(({ completion_tokens: tokens }) => tokens),
		cost_micro_usd: cost((one) => one.cost_micro_usd),
		cost_low_micro_usd: cost((one) => one.cost_low_micro_usd),
		cost_high_micro_usd: cost((one) => one.cost_high_micro_usd),
		seconds: Math.max(0, ...seconds),
		is_from_history: all.every((one) => one.is_from_history),
		members: members.map(({ judge, estimate }) => ({
			judge,
			games: estimate.games,
			games_known: estimate.games_known,
			games_to_ask: estimate.games_to_ask,
			cost_micro_usd: estimate.cost_micro_usd,
		})),
	};
}
