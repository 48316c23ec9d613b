import type { Endpoint } from '@codejoust/contract/client';
import { formatPrices } from '@codejoust/contract/dollars';
import { formatCount } from '../../format/quantity.ts';

/** `64 calls at the same time, 5,000 requests and 2,000,000 tokens a minute` */
export function describeLimits({ limits }: Pick<Endpoint, 'limits'>): string {
	const { requests_per_minute: requests, tokens_per_minute: tokens } = limits;
	const rates = [
		...(requests === null ? [] : [`${formatCount(requests)} requests`]),
		...(tokens === null ? [] : [`${formatCount(tokens)} tokens`]),
	];
	const rate = rates.length === 0 ? 'rates as learnt' : `${rates.join(' and ')} a minute`;
	return `${formatCount(limits.concurrency)} calls at the same time, ${rate}, ${limits.timeout_seconds} s a call`;
}

/** `12 games, 8 calls in flight, 120 of 5,000 calls a minute` */
export function describeUse({ use }: Pick<Endpoint, 'use'>): string {
	const { sent_per_minute: sent, allowed_per_minute: allowed, enqueued_tokens: tokens } = use;
	const most = allowed === null ? '' : ` of ${formatCount(allowed)}`;
	const enqueued = tokens === 0 ? '' : `, about ${formatCount(tokens)} tokens in batches`;
	return `${formatCount(use.games)} games, ${formatCount(use.in_flight)} calls in flight, ${formatCount(sent)}${most} calls a minute${enqueued}`;
}

export function describeBatches({ batch }: Pick<Endpoint, 'batch'>): string {
	if (!batch.supported) return 'none';
	const tokens =
		batch.max_enqueued_tokens === null
			? ''
			: `, ${formatCount(batch.max_enqueued_tokens)} tokens in all`;
	return `at ${Math.round(batch.price_factor * 100)} % of the price, ${formatCount(batch.max_requests)} games each${tokens}`;
}

/** The prices of the endpoints file. */
export function describePrices({ prices }: Pick<Endpoint, 'prices'>): string {
	if (prices.length === 0) return 'none';
	return prices.map((price) => `${price.model} ${writePrices(price).join(' in, ')} out`).join('; ');
}

type PriceSource = NonNullable<Endpoint['judges'][number]['price']>['source'];

const SOURCES: Readonly<Record<PriceSource, string>> = {
	judge: 'set for the judge version',
	endpoint: 'set here',
	'endpoints-file': 'endpoints file',
	list: 'list of usual prices',
};

/** Which of the places that know prices knows this one. */
export function describeSource(source: PriceSource | undefined): string {
	return source === undefined ? 'no price is known' : SOURCES[source];
}

type TokenPrices = { readonly input_micro_usd: number; readonly output_micro_usd: number };

/** `$2.50` and `$10.00` for a million tokens of prompts and of completions; dashes without a price. */
export function writePrices(price: TokenPrices | null | undefined): readonly string[] {
	return price ? formatPrices(price.input_micro_usd, price.output_micro_usd) : ['—', '—'];
}
