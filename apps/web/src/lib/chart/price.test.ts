import { expect, test } from 'vitest';
import { aRow } from '../board/fixtures/row.ts';
import { describePrices, hasPrices, priceRows, priceSpec } from './price.ts';

const price = (total: number | null) => ({
	stated_by: 'submitter' as const,
	input_micro_usd: 1_000_000,
	output_micro_usd: 2_000_000,
	input_tokens: null,
	output_tokens: null,
	tokens_from: null,
	total_micro_usd: total,
	is_total_stated: false,
});
const rows = [
	{ ...aRow({ slug: 'dear', score: 0.8 }), stated_price: price(9_000_000) },
	{ ...aRow({ slug: 'worse', score: 0.4 }), stated_price: price(3_000_000) },
	{ ...aRow({ slug: 'cheap', score: 0.6 }), stated_price: price(500_000) },
	{ ...aRow({ slug: 'free', score: 0.2 }), stated_price: price(0) },
	{ ...aRow({ slug: 'unscored' }), stated_price: price(1) },
	{ ...aRow({ slug: 'tokenless', score: 0.9 }), stated_price: price(null) },
	aRow({ slug: 'unpriced', score: 0.9 }),
];

test('models with a price stand in the order of it, the others with what they lack', () => {
	const { priced, unpriced } = priceRows({ rows });
	expect(priced.map(({ name, x, isOnFrontier }) => [name, x, isOnFrontier])).toEqual([
		['free', 0, true],
		['cheap', 0.5, true],
		['worse', 3, false],
		['dear', 9, true],
	]);
	expect(unpriced.map(({ name, why }) => [name, why])).toEqual([
		['unscored', 'no score'],
		['tokenless', 'no tokens'],
		['unpriced', 'no price'],
	]);
	expect(describePrices(priced)).toBe(
		'free, cheap and dear are on the frontier: no other model with a price scores at least as high for at most as much.',
	);
});

test('one model with a price is no chart', () => {
	expect(hasPrices({ rows })).toBe(true);
	expect(hasPrices({ rows: rows.slice(0, 1) })).toBe(false);
	expect(priceSpec(priceRows({ rows }).priced)).toMatchObject({ kind: 'frontier', of: 'price' });
});
