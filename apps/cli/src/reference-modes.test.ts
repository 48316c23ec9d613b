import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { addEstimates, readModes, requireConsent } from './reference-modes.ts';
import { UsageError } from './usage-error.ts';

test.each<readonly [string, readonly string[]]>([
	['on', ['on']],
	['shuffled, on,off', ['on', 'off', 'shuffled']],
])('%j is read in the order of the checks', (text, modes) => {
	expect(readModes(text)).toEqual(modes);
});

test.each(['', 'on,', 'on,on', 'of', 'on off'])('%j is no list of modes', (text) => {
	expect(() => readModes(text)).toThrow(InvalidArgumentError);
});

const ask = (games: number, cost: number | null) => ({
	games_to_ask: games,
	cost_high_micro_usd: cost,
});

test.each([
	[[ask(10, 1_500_000), ask(10, 500_000)], '20:2.0000', /ask 20 games, at most \$2\.00\. Nothing/],
	[[ask(10, 1_500_000), ask(2, null)], '12:unpriced', /ask 12 games, the judge has no price/],
])('nothing is asked before the sum of all checks is confirmed', (estimates, figure, words) => {
	const sum = addEstimates(estimates);
	expect(() => requireConsent(sum, undefined)).toThrow(words);
	expect(() => requireConsent(sum, '1:0.0000')).toThrow(UsageError);
	expect(() => requireConsent(sum, figure)).not.toThrow();
});

test('checks that ask nothing need no consent', () => {
	expect(() => requireConsent(addEstimates([ask(0, 0), ask(0, null)]), undefined)).not.toThrow();
});
