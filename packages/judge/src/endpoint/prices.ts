import type { PriceSource } from '../definition/price-sources.ts';

/** Micro-dollars per million tokens, as the provider published it on `asOf`. */
export type Price = {
	readonly inputMicroUsd: number;
	readonly outputMicroUsd: number;
	readonly asOf: string;
};

/** A price that says where it comes from. */
export type SourcedPrice = Price & { readonly source: PriceSource };

export type TokenUse = { readonly promptTokens: number; readonly completionTokens: number };

const DOLLAR = 1_000_000;

/** List prices of usual judges. Operators override them; a price is no part of a judge. */
const PRICES: Readonly<Record<string, Price>> = {
	'gpt-4o-2024-08-06': price(2.5, 10, '2025-08-07'),
	'gpt-4o-2024-11-20': price(2.5, 10, '2025-08-07'),
	'gpt-4o-mini-2024-07-18': price(0.15, 0.6, '2025-08-07'),
	'gpt-4.1-2025-04-14': price(2, 8, '2025-08-07'),
	'gpt-4.1-mini-2025-04-14': price(0.4, 1.6, '2025-08-07'),
	'gpt-4-1106-preview': price(10, 30, '2025-08-07'),
	'gpt-4-turbo-2024-04-09': price(10, 30, '2025-08-07'),
	'gpt-5-2025-08-07': price(1.25, 10, '2025-08-07'),
	'gpt-5-mini-2025-08-07': price(0.25, 2, '2025-08-07'),
	'o3-2025-04-16': price(2, 8, '2025-08-07'),
	'o4-mini-2025-04-16': price(1.1, 4.4, '2025-08-07'),
	'codejoust-rehearsal-1': price(0, 0, '2026-01-01'),
	'codejoust-rehearsal-2': price(0, 0, '2026-01-01'),
};

function price(inputUsd: number, outputUsd: number, asOf: string): Price {
	return { inputMicroUsd: inputUsd * DOLLAR, outputMicroUsd: outputUsd * DOLLAR, asOf };
}

/** The list price of a model by its exact name; undefined when it is not known, which is not the same as free. */
export function priceOf(model: string): SourcedPrice | undefined {
	const listed = Object.hasOwn(PRICES, model) ? PRICES[model] : undefined;
	return listed && { ...listed, source: 'list' };
}

/** A price at a part of it, such as the half that OpenAI takes for what is asked in a batch. */
export function scalePrice(price: Price | undefined, factor: number): Price | undefined {
	if (price === undefined) return undefined;
	const { inputMicroUsd, outputMicroUsd, asOf } = price;
	return { inputMicroUsd: inputMicroUsd * factor, outputMicroUsd: outputMicroUsd * factor, asOf };
}

/** Whole micro-dollars of a call or of a sum of calls, rounded up; undefined without a price. */
export function costMicroUsd(use: TokenUse, price: Price | undefined): number | undefined {
	if (price === undefined) return undefined;
	const { promptTokens, completionTokens } = use;
	const exact =
		(promptTokens * price.inputMicroUsd + completionTokens * price.outputMicroUsd) / DOLLAR;
	return Math.max(0, Math.ceil(exact - 1e-9));
}
