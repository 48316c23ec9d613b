import { expect, test } from 'vitest';
import { describeEstimate } from './describe-estimate.ts';

const ESTIMATE = {
	games: 2000,
	games_known: 0,
	games_to_ask: 2000,
	cost_micro_usd: 15_530_000,
	cost_low_micro_usd: 11_570_000,
	cost_high_micro_usd: 22_490_000,
	seconds: 600,
};

test.each([
	[
		'a price and a limit',
		{},
		20_000_000,
		'Start: 2,000 games, about $15.53 (11.57–22.49), in about 10 min. It pauses before it costs more than $20.00.',
	],
	[
		'games that are known',
		{ games_known: 500, games_to_ask: 1500 },
		undefined,
		'Start: 1,500 games, about $15.53 (11.57–22.49), in about 10 min. 500 of 2,000 games are known already. There is no limit but the budget of the service.',
	],
	[
		'no price',
		{ cost_micro_usd: null, cost_low_micro_usd: null, cost_high_micro_usd: null },
		undefined,
		'Start: 2,000 games, at an unknown cost: the judge has no price, in about 10 min. There is no limit but the budget of the service.',
	],
	[
		'nothing to ask',
		{ games_known: 2000, games_to_ask: 0, cost_micro_usd: 0 },
		undefined,
		'Start: all 2,000 games are known, so the judge is not asked and nothing is paid.',
	],
])('the question before a start says games, money and time: %s', (_name, change, limit, says) => {
	expect(describeEstimate({ ...ESTIMATE, ...change }, limit)).toBe(says);
});
