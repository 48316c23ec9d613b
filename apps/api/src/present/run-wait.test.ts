import { expect, test } from 'vitest';
import { describeTurn, type EndpointShare } from './run-wait.ts';

const GAMES = { open: 26, games: 40 };
const share = (change: Partial<EndpointShare>): EndpointShare => ({
	endpoint: 'slow',
	inFlight: 2,
	requestsPerMinute: null,
	runs: 31,
	...change,
});

test.each([
	['queued', undefined, 'the judge: 26 of 40 games are open'],
	['queued', share({ runs: 1 }), 'the judge: 26 of 40 games are open'],
	[
		'queued',
		share({}),
		'its turn: the endpoint slow takes 2 games at a time, for 31 runs; 26 of 40 games are open of this one',
	],
	[
		'judging',
		share({ inFlight: 1, requestsPerMinute: 60, runs: 2 }),
		'the judge: 26 of 40 games are open; the endpoint slow takes 1 game at a time and 60 a minute, for 2 runs',
	],
] as const)(
	'a run that is %s waits for its turn where others are asked',
	(state, shared, words) => {
		expect(describeTurn(state, GAMES, shared)).toBe(words);
	},
);
