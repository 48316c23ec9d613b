import type { RunEstimate } from '@codejoust/contract/schemas/run-plan';
import type { AskedShare } from './asked-share.ts';

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

/** What a cascade takes: its first judge whole, and after it the second one about a share of the battles. */
export function addSecond(
	first: MemberEstimate,
	second: MemberEstimate,
	share: AskedShare,
): RunEstimate {
	const whole = second.estimate;
	const part = (value: number, at: keyof Omit<AskedShare, 'battles'> = 'expected') =>
		Math.round(value * share[at]);
	const cost = (value: number | null, at: keyof Omit<AskedShare, 'battles'>) =>
		value === null ? null : part(value, at);
	const games = part(whole.games);
	const toAsk = Math.min(games, part(whole.games_to_ask));
	const estimate = {
		games,
		games_known: games - toAsk,
		games_to_ask: toAsk,
		prompt_tokens: part(whole.prompt_tokens),
		completion_tokens: part(whole.completion_tokens),
		cost_micro_usd: cost(whole.cost_micro_usd, 'expected'),
		cost_low_micro_usd: cost(whole.cost_low_micro_usd, 'low'),
		cost_high_micro_usd: cost(whole.cost_high_micro_usd, 'high'),
		seconds: Math.ceil(whole.seconds * share.expected),
		is_from_history: whole.is_from_history,
	};
	// The second waits for the first, wherever they are asked.
	const endpoint = first.endpoint;
	const sum = addEstimates([first, { ...second, endpoint, estimate }]);
	return { ...sum, second_asked: { ...share } };
}
