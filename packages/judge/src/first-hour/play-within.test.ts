import { expect, test } from 'vitest';
import { playWithin, type Went } from './play-within.ts';

const GAMES = Array.from({ length: 40 }, (_, index) => index);

async function play(limitMicroUsd: number, goes: (game: number) => Went | undefined, mostOf = 10) {
	let inFlight = 0;
	let widest = 0;
	const begun: number[] = [];
	const { played, stopped } = await playWithin(GAMES, {
		limitMicroUsd,
		most: 8,
		mostOf: () => mostOf,
		play: async (game) => {
			begun.push(game);
			widest = Math.max(widest, ++inFlight);
			await new Promise((resolve) => setImmediate(resolve));
			inFlight--;
			return goes(game);
		},
	});
	return { begun: begun.length, played: played.length, stopped, widest };
}

const answered = (microUsd: number) => (): Went => ({ microUsd, went: 'answered' });

test('all games are played within the limit, the first alone and then several at a time', async () => {
	expect(await play(1000, answered(5))).toEqual({
		begun: 40,
		played: 40,
		stopped: undefined,
		widest: 8,
	});
});

test.each([
	[9, 0],
	[10, 1],
	[100, 19],
	[205, 40],
])(
	'with a limit of %i, a cost of 5 and at most 10 for a game, %i games are asked',
	async (limit, begun) => {
		expect(await play(limit, answered(5))).toMatchObject({
			begun,
			stopped: begun === 40 ? undefined : 'limit',
		});
	},
);

test('what was charged never passes the limit, though games cost the most that they can', async () => {
	expect(await play(100, answered(10))).toMatchObject({ begun: 10, stopped: 'limit' });
});

test.each([
	['refused', 3],
	['failed', 5],
] as const)('where every game is %s, %i are asked, one at a time', async (went, begun) => {
	expect(await play(1000, () => ({ microUsd: 0, went }))).toEqual({
		begun,
		played: begun,
		stopped: 'refused',
		widest: 1,
	});
});

test('refusals after an answer stop nothing', async () => {
	const goes = (game: number): Went => ({ microUsd: 1, went: game === 0 ? 'answered' : 'refused' });
	expect(await play(1000, goes)).toMatchObject({ begun: 40, stopped: undefined });
});

test('when there is no more time, nothing more begins', async () => {
	const goes = (game: number) => (game < 3 ? answered(1)() : undefined);
	const { begun, played, stopped } = await play(1000, goes);
	expect([played, stopped]).toEqual([3, 'time']);
	expect(begun).toBeLessThan(20);
});
