import { expect, test } from 'vitest';
import {
	describeBatches,
	describeLimits,
	describePrices,
	describeSource,
	describeUse,
	writePrices,
} from './endpoint-words.ts';

const limits = {
	concurrency: 64,
	requests_per_minute: 5000,
	tokens_per_minute: null,
	timeout_seconds: 300,
};
const use = {
	games: 12,
	in_flight: 8,
	sent_per_minute: 120,
	allowed_per_minute: null,
	enqueued_tokens: 0,
};
const batch = {
	supported: true,
	price_factor: 0.5,
	max_requests: 50_000,
	max_enqueued_tokens: null,
};

test('limits that nobody set are learnt', () => {
	expect(describeLimits({ limits })).toBe(
		'64 calls at the same time, 5,000 requests a minute, 300 s a call',
	);
	const none = { ...limits, requests_per_minute: null };
	expect(describeLimits({ limits: none })).toContain('rates as learnt');
	const both = { ...limits, tokens_per_minute: 2000 };
	expect(describeLimits({ limits: both })).toContain('5,000 requests and 2,000 tokens a minute');
});

test('what is used stands against what is allowed, where that is known', () => {
	expect(describeUse({ use })).toBe('12 games, 8 calls in flight, 120 calls a minute');
	const known = { ...use, allowed_per_minute: 5000, enqueued_tokens: 1200 };
	expect(describeUse({ use: known })).toContain(
		'120 of 5,000 calls a minute, about 1,200 tokens in batches',
	);
});

test('batches and prices say so where there are none', () => {
	expect(describeBatches({ batch })).toBe('at 50 % of the price, 50,000 games each');
	expect(describeBatches({ batch: { ...batch, supported: false } })).toBe('none');
	expect(describePrices({ prices: [] })).toBe('none');
	expect(
		describePrices({ prices: [{ model: '*', input_micro_usd: 2_500_000, output_micro_usd: 0 }] }),
	).toBe('* $2.50 in, $0.00 out');
});

test('a price says where it comes from, and an absent one is a dash', () => {
	expect([describeSource('endpoint'), describeSource(undefined)]).toEqual([
		'set here',
		'no price is known',
	]);
	const price = { input_micro_usd: 75_000, output_micro_usd: 300_000 };
	expect([...writePrices(price), ...writePrices(null)]).toEqual(['$0.075', '$0.300', '—', '—']);
});
