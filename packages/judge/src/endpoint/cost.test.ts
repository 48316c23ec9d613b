import { expect, test } from 'vitest';
import { createAdaptiveTimeout } from './adaptive-timeout.ts';
import { costMicroUsd, priceOf } from './prices.ts';
import { readDurationMs } from '../reply/retry-time.ts';
import { DEFAULT_RETRY, retryDelayMs } from './retry.ts';
import { countTokens } from './tokens.ts';

test('a text with special tokens is counted like any other', async () => {
	expect(await countTokens('hello world')).toBe(2);
	expect(await countTokens('<|endoftext|> and <|im_start|>')).toBeGreaterThan(5);
});

test('cost is in whole micro-dollars, and absent without a price', () => {
	const use = { promptTokens: 2_000, completionTokens: 300 };
	expect(costMicroUsd(use, priceOf('gpt-4o-2024-08-06'))).toBe(8_000);
	expect(costMicroUsd(use, priceOf('codejoust-rehearsal-1'))).toBe(0);
	expect(costMicroUsd(use, priceOf('unheard-of'))).toBeUndefined();
	expect(priceOf('constructor')).toBeUndefined();
});

test.each([
	['20ms', 20],
	['1s', 1_000],
	['6m0s', 360_000],
	['1m30.5s', 90_500],
	['1h2m', 3_720_000],
	['2', 2_000],
	['soon', undefined],
	['', undefined],
])('a reset of %s is %s ms', (value, expected) => {
	expect(readDurationMs(value)).toBe(expected);
});

test('back-off doubles up to its cap with full jitter, and never undercuts Retry-After', () => {
	const longest = [1, 2, 3, 9].map((n) => retryDelayMs(DEFAULT_RETRY, n, undefined, 1));
	expect(longest).toEqual([500, 1_000, 2_000, 20_000]);
	expect(retryDelayMs(DEFAULT_RETRY, 3, undefined, 0)).toBe(0);
	expect(retryDelayMs(DEFAULT_RETRY, 1, 2_000, 0)).toBe(2_000);
	expect(retryDelayMs(DEFAULT_RETRY, 1, 2_000, 0.999)).toBeLessThan(2_250);
});

test('the adaptive timeout follows the slowest reply, keeps a floor, and grows when nothing but timeouts come', () => {
	const adaptiveTimeout = createAdaptiveTimeout({ floorMs: 1_000, factor: 5 });
	for (let i = 0; i < 19; i++) adaptiveTimeout.onReply(100);
	expect(adaptiveTimeout.allow(60_000)).toBe(60_000);
	adaptiveTimeout.onReply(100);
	expect(adaptiveTimeout.allow(60_000)).toBe(1_000);
	adaptiveTimeout.onReply(2_000);
	expect(adaptiveTimeout.allow(60_000)).toBe(10_000);
	adaptiveTimeout.onTimeout();
	adaptiveTimeout.onTimeout();
	expect(adaptiveTimeout.allow(60_000)).toBe(40_000);
	adaptiveTimeout.onReply(100);
	expect(adaptiveTimeout.allow(60_000)).toBe(10_000);
});
