import { decideBattle } from '@codejoust/arena/rules/battle';
import type { GameOrder } from '@codejoust/arena/rules/game';
import type { Judgment } from '@codejoust/arena/rules/judgment';
import type { ReplyFlag } from '@codejoust/arena/rules/reply-flags';
import {
	firstHour,
	type FirstHour,
	type FirstHourRun,
} from '@codejoust/contract/schemas/first-hour';
import type { FirstHourRow } from '@codejoust/db/queries/endpoints/first-hours';
import type { Price } from '@codejoust/judge/endpoint/prices';
import type { RateLimits } from '@codejoust/judge/endpoint/rate-limits';
import type { SeenHeader } from '@codejoust/judge/first-hour/header-log';
import type { Went } from '@codejoust/judge/first-hour/play-within';
import { presentReading } from './reading.ts';
import { VERSION } from '@codejoust/contract/version';

type Count = { readonly reported: number | undefined; readonly ours: number };

/** What came of one game, without any text of its question, its answers or the judge. */
export type HourGame = Went & {
	readonly questionId: string;
	readonly order: string;
	readonly judgment: Judgment;
	readonly model: string | null;
	readonly finishReason: string | null;
	readonly flags: readonly ReplyFlag[];
	readonly words: string | null;
	readonly latencyMs: number;
	readonly limits: RateLimits;
	readonly prompt: Count;
	readonly completion: Count;
	readonly costMicroUsd: number | undefined;
};

export type FoundHour = {
	readonly endpoint: string;
	readonly host: string;
	readonly judge: string | null;
	readonly model: string;
	readonly price: Price | undefined;
	readonly startedAt: Date;
	readonly endedAt: Date;
	readonly questions: number;
	readonly planned: number;
	readonly limitMicroUsd: number;
	readonly stopped: FirstHour['stopped'] | undefined;
	readonly headers: readonly SeenHeader[];
	/** In the order in which they came back. */
	readonly games: readonly HourGame[];
};

const MOST_VALUES = 20;
const MOST_WORDS = 5;

/** As stored; the report was written by this version or by an earlier one. */
export function presentFirstHourRun({
	id,
	endedAt,
	report,
}: Pick<FirstHourRow, 'id' | 'endedAt' | 'report'>): FirstHourRun {
	return {
		id,
		state: endedAt === null ? 'running' : 'ended',
		ended_at: endedAt?.toISOString() ?? null,
		report: firstHour.parse(report),
	};
}

export function presentFirstHour(found: FoundHour): FirstHour {
	const { games, price } = found;
	const answered = games.filter(({ went }) => went === 'answered');
	const costs = games.flatMap(({ costMicroUsd: cost }) => cost ?? []);
	return {
		codejoust: VERSION,
		endpoint: found.endpoint,
		host: found.host,
		judge: found.judge,
		model: found.model,
		started_at: found.startedAt.toISOString(),
		seconds: (found.endedAt.getTime() - found.startedAt.getTime()) / 1000,
		questions: found.questions,
		games: {
			planned: found.planned,
			answered: answered.length,
			failed: games.length - answered.length,
			not_ended: found.planned - games.length,
		},
		stopped: found.stopped ?? null,
		models_reported: countValues(games.map(({ model }) => model)),
		finish_reasons: countValues(games.map(({ finishReason }) => finishReason)),
		verdicts: countValues(games.map(({ judgment }) => presentReading(judgment).verdict)).map(
			({ value, games: count }) => ({ verdict: value, games: count }),
		),
		both_orders: compareOrders(games),
		unscored: describeUnscored(games),
		flags: countValues(games.flatMap(({ flags }) => flags)),
		headers: [...found.headers],
		limits: {
			requests_per_minute: last(games, ({ limits }) => limits.limitRequests),
			tokens_per_minute: last(games, ({ limits }) => limits.limitTokens),
		},
		tokens: {
			prompt: compareTokens(answered.map(({ prompt }) => prompt)),
			completion: compareTokens(answered.map(({ completion }) => completion)),
		},
		latency_ms: describeLatency(answered.map(({ latencyMs }) => latencyMs)),
		cost: {
			micro_usd: price ? costs.reduce((total, cost) => total + cost, 0) : null,
			at_most_micro_usd: games.reduce((total, { microUsd }) => total + microUsd, 0),
			limit_micro_usd: found.limitMicroUsd,
			price: price
				? {
						input_micro_usd: price.inputMicroUsd,
						output_micro_usd: price.outputMicroUsd,
						as_of: price.asOf,
					}
				: null,
		},
	};
}

/** Most games first. */
function countValues<Value extends string>(
	values: readonly (Value | null)[],
): { value: Value; games: number }[] {
	const counts = new Map<Value, number>();
	for (const value of values)
		if (value !== null && value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
	return [...counts]
		.map(([value, count]) => ({ value, games: count }))
		.sort((a, b) => b.games - a.games || (a.value < b.value ? -1 : 1))
		.slice(0, MOST_VALUES);
}

function compareOrders(games: readonly HourGame[]): FirstHour['both_orders'] {
	const results = [...Map.groupBy(games, ({ questionId }) => questionId).values()].flatMap(
		(pair) => {
			const of = (order: GameOrder) => pair.find((game) => game.order === order)?.judgment;
			const [baselineFirst, swapped] = [of('baseline-first'), of('swapped')];
			if (!baselineFirst || !swapped) return [];
			if ('rating' in baselineFirst || 'rating' in swapped) return [];
			const result = decideBattle({ baselineFirst, swapped });
			return result.kind === 'scored' && result.by === 'games' ? [result.consistency] : [];
		},
	);
	const consistent = results.filter((consistency) => consistency === 'consistent').length;
	return { questions: results.length, consistent };
}

function describeUnscored(games: readonly HourGame[]): FirstHour['unscored'] {
	const groups = Map.groupBy(
		games.filter(({ judgment }) => judgment.kind === 'unscored'),
		({ judgment }) => JSON.stringify(judgment),
	);
	return [...groups.values()]
		.flatMap((group) => {
			const [judgment] = group.flatMap((one) =>
				one.judgment.kind === 'unscored' ? [one.judgment] : [],
			);
			if (!judgment) return [];
			return [
				{
					reason: judgment.reason,
					error_class: judgment.reason === 'provider-error' ? judgment.errorClass : null,
					games: group.length,
					words: countValues(group.map(({ words }) => words))
						.map(({ value }) => value)
						.slice(0, MOST_WORDS),
				},
			];
		})
		.sort((a, b) => b.games - a.games);
}

function last<Game, Value>(games: readonly Game[], pick: (game: Game) => Value | undefined) {
	return games.flatMap((game) => pick(game) ?? []).at(-1) ?? null;
}

/** A count of zero of something that is there is none. */
function compareTokens(counts: readonly Count[]): FirstHour['tokens']['prompt'] {
	const known = counts.flatMap(({ reported, ours }) =>
		reported === undefined || reported === 0 ? [] : [{ reported, ours }],
	);
	const ratios = known.flatMap(({ reported, ours }) => (ours === 0 ? [] : [reported / ours]));
	const round = (ratio: number) => Math.round(ratio * 1000) / 1000;
	return {
		reported: known.reduce((total, { reported }) => total + reported, 0),
		ours: known.reduce((total, { ours }) => total + ours, 0),
		games: known.length,
		lowest_ratio: ratios.length === 0 ? null : round(Math.min(...ratios)),
		highest_ratio: ratios.length === 0 ? null : round(Math.max(...ratios)),
	};
}

/** By nearest rank. */
function describeLatency(latencies: readonly number[]): FirstHour['latency_ms'] {
	const sorted = latencies.toSorted((a, b) => a - b).map(Math.round);
	const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? null;
	return { p50: at(0.5), p95: at(0.95), longest: at(1) };
}
