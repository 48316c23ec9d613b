import { formatPrices } from '@codejoust/contract/dollars';
import type { FirstHour } from '@codejoust/contract/client';
import { ABSENT, count, formatDollars, formatShare } from './format-numbers.ts';

const STOPPED: Readonly<Record<NonNullable<FirstHour['stopped']>, string>> = {
	limit: 'The next game could have cost more than the limit.',
	refused: 'None of the first games was answered.',
	time: 'The time was over.',
	server: 'The server was stopped. Games that were in flight then may have been charged.',
};

/** The report of a first hour as lines for people. Whatever the server sent in it still has to be made safe for a terminal. */
export function describeFirstHour(hour: FirstHour): readonly string[] {
	const { games, cost, latency_ms: latency, both_orders: both, limits } = hour;
	const rows: readonly (readonly [string, string])[] = [
		['Endpoint', `${hour.endpoint} (${hour.host})`],
		['Judge', `${hour.judge ?? 'our own prompt'}, model ${hour.model}`],
		['Started', `${hour.started_at}, Codejoust ${hour.codejoust}`],
		[
			'Games',
			`${games.answered} answered, ${games.failed} failed, ${games.not_ended} not asked or not ended, of ${games.planned} in ${hour.seconds.toFixed(1)} s`,
		],
		...(hour.stopped === null ? [] : [['Stopped', STOPPED[hour.stopped]] as const]),
		[
			'Verdicts',
			hour.verdicts.map(({ verdict, games: n }) => `${verdict} × ${n}`).join(', ') || 'none',
		],
		[
			'Both orders',
			both.questions === 0
				? ABSENT
				: `${both.consistent} of ${both.questions} consistent (${formatShare(both.consistent / both.questions)})`,
		],
		['Models', listCounts(hour.models_reported)],
		['Finish', listCounts(hour.finish_reasons)],
		['Flags', listCounts(hour.flags)],
		[
			'Latency',
			`median ${latency.p50 ?? ABSENT} ms, 95 % ${latency.p95 ?? ABSENT} ms, longest ${latency.longest ?? ABSENT} ms`,
		],
		['Prompt', describeTokens(hour.tokens.prompt)],
		['Completion', describeTokens(hour.tokens.completion)],
		[
			'Cost',
			`${formatDollars(cost.micro_usd)}, at most ${formatDollars(cost.at_most_micro_usd)}, limit ${formatDollars(cost.limit_micro_usd)}`,
		],
		[
			'Price',
			cost.price === null
				? 'unknown'
				: `${formatPrices(cost.price.input_micro_usd, cost.price.output_micro_usd).join(' in, ')} out for a million tokens, as of ${cost.price.as_of}`,
		],
		[
			'Limits',
			`${limits.requests_per_minute ?? 'unknown'} requests, ${limits.tokens_per_minute ?? 'unknown'} tokens a minute, as read`,
		],
	];
	return [
		...rows.map(([name, value]) => `${name.padEnd(12)}${value}`),
		...describeUnscored(hour),
		...describeHeaders(hour),
	];
}

function listCounts(counts: readonly { readonly value: string; readonly games: number }[]): string {
	return counts.map(({ value, games }) => `${value} × ${games}`).join(', ') || 'none';
}

function describeTokens(tokens: FirstHour['tokens']['prompt']): string {
	if (tokens.games === 0) return 'no count was reported';
	const range = `${tokens.lowest_ratio ?? ABSENT} to ${tokens.highest_ratio ?? ABSENT}`;
	return `${tokens.reported} tokens reported, ${tokens.ours} by our count, of ${count(tokens.games, 'game')}; of one game ${range} times ours`;
}

function describeUnscored({ unscored }: FirstHour): readonly string[] {
	if (unscored.length === 0) return ['', 'Everything that came back was read.'];
	return [
		'',
		'Without a verdict:',
		...unscored.flatMap(({ reason, error_class: errorClass, games, words }) => [
			`  ${reason}${errorClass === null ? '' : ` (${errorClass})`}: ${count(games, 'game')}`,
			...words.map((text) => `    ${text}`),
		]),
	];
}

function describeHeaders({ headers }: FirstHour): readonly string[] {
	if (headers.length === 0) return ['', 'No answer had headers.'];
	const limits = headers.flatMap(({ name, values }) =>
		values
			? [`  ${name}: ${values.first}${values.last === values.first ? '' : ` … ${values.last}`}`]
			: [],
	);
	const others = headers.flatMap(({ name, values }) => (values ? [] : [name]));
	return [
		'',
		'Headers about limits:',
		...(limits.length > 0 ? limits : ['  none']),
		`Other headers: ${others.join(', ') || 'none'}`,
	];
}
