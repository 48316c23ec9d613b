import type { NewStatedPrice } from '@codejoust/contract/client';
import type { Command } from 'commander';
import { readTokenPrice } from './answer/answer-options.ts';
import { readDollars } from './option-values.ts';
import { UsageError } from './usage-error.ts';

type TokenPrice = ReturnType<typeof readTokenPrice>;
type Tokens = { readonly input: number; readonly output: number };

export type PriceOptions = {
	readonly price?: TokenPrice;
	readonly totalPrice?: number;
	readonly priceTokens?: Tokens;
};

const MOST_TOKENS = 1_000_000_000_000;

/** The options that state what the answers cost. */
export function addPriceOptions(command: Command): Command {
	return command
		.option(
			'--price <in/out>',
			'state what the answers cost: dollars per million tokens, such as 2.5/10',
			readTokenPrice,
		)
		.option('--total-price <dollars>', 'or what all answers cost together', readDollars)
		.option(
			'--price-tokens <in/out>',
			'tokens of all answers, where the file has none, such as 120_000/450_000',
			readTokens,
		);
}

/** The price that the options state; undefined without any. All that does not fit together is named. */
export function readStatedPrice(options: PriceOptions): NewStatedPrice | undefined {
	const { price, totalPrice: total, priceTokens: tokens } = options;
	const faults = [
		price && total !== undefined ? ['Give --price or --total-price, not both.'] : [],
		tokens && !price && total === undefined
			? ['--price-tokens needs --price IN/OUT or --total-price DOLLARS.']
			: [],
	].flat();
	if (faults.length > 0) throw new UsageError(faults.join(' '));
	if (!price && total === undefined) return undefined;
	return {
		...(price ? statePrices(price) : {}),
		...(total === undefined ? {} : { total_micro_usd: total }),
		...(tokens ? { input_tokens: tokens.input, output_tokens: tokens.output } : {}),
	};
}

/** Prices of a million tokens, as the API has them. */
export function statePrices({ inputMicroUsd, outputMicroUsd }: TokenPrice): NewStatedPrice {
	return { input_micro_usd: inputMicroUsd, output_micro_usd: outputMicroUsd };
}

/** Thousands may be marked by `_`, as in 120_000/450_000. */
function readTokens(text: string): Tokens {
	const found = /^(\d[\d_]*)\/(\d[\d_]*)$/.exec(text);
	const [input = Number.NaN, output = Number.NaN] = (found ?? [])
		.slice(1)
		.map((part) => Number(part.replaceAll('_', '')));
	if (input <= MOST_TOKENS && output <= MOST_TOKENS) return { input, output };
	throw new UsageError(
		`--price-tokens are two whole numbers from 0 to ${MOST_TOKENS}, such as 120_000/450_000, and this is "${text.slice(0, 40)}".`,
	);
}
