import { afterEach, expect, test } from 'vitest';
import type { BoardJob } from '@codejoust/board/board-job';
import { packBoardInput } from '@codejoust/board/pack-board-input';
import {
	type Computations,
	openComputations,
} from '../../apps/api/src/use-cases/boards/computations.ts';
import { drawSyntheticBoard } from '../bench/synthetic-board.ts';

const MOST_MS = 3000;
type Comparison = Extract<BoardJob, { kind: 'comparison' }>;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0)) await close();
});

function open(limits: Partial<Parameters<typeof openComputations>[0]> = {}): Computations {
	const computations = openComputations({ mostMs: MOST_MS, ...limits });
	closers.push(computations.close);
	return computations;
}

/** Every pair of `models` models: 60 of them are compared for a minute, 2 for milliseconds. */
function compareAll(models: number): Comparison {
	const board = drawSyntheticBoard({ models, questions: models > 9 ? 500 : 40, unscored: 0.02 });
	return {
		kind: 'comparison',
		inputs: JSON.stringify(packBoardInput(board)),
		slice: {},
		ids: board.entrants.map(({ id }) => id),
	};
}
const slow = compareAll(60);
const quick = compareAll(2);

test('a computation is ended at its limit, costs nothing more, and the next one is done', async () => {
	const { compute } = open();
	const late = compute('slow', async () => slow);
	const next = compute('quick', async () => quick);
	// It waited for the slow one for the most time that anybody waits.
	const waited = expect(next).rejects.toMatchObject({
		code: 'not-ready',
		details: { retryAfterSeconds: MOST_MS / 1000 },
	});
	await expect(late).rejects.toMatchObject({
		code: 'not-ready',
		message: expect.stringContaining('longer than the 3 s'),
		details: { retryAfterSeconds: 12 },
	});
	await waited;
	expect(await compute('quick', async () => quick)).toHaveLength(1);
	const before = process.cpuUsage();
	await new Promise((resolve) => setTimeout(resolve, 1000));
	const { user, system } = process.cpuUsage(before);
	expect((user + system) / 1000, 'ms of CPU in a second without a computation').toBeLessThan(500);
	let reads = 0;
	const again = compute('slow', async () => (reads++, slow));
	await expect(again).rejects.toMatchObject({ code: 'not-ready' });
	expect(reads, 'what took too long is not begun again at once').toBe(0);
});

test('data that take too long to read end the computation, and are told so', async () => {
	const { compute } = open({ mostMs: 100 });
	let reason: unknown;
	const read = (signal: AbortSignal) =>
		new Promise<Comparison>(() => {
			signal.addEventListener('abort', () => (reason = signal.reason));
		});
	await expect(compute('stuck', read)).rejects.toMatchObject({ code: 'not-ready' });
	expect(reason).toBeInstanceOf(Error);
});

test('who asks for the same shares one computation, and more than may wait are refused', async () => {
	const { compute } = open({ mostMs: 60_000, mostWaiting: 3 });
	const reads: string[] = [];
	const ask = (key: string) => compute(key, async () => (reads.push(key), quick));
	const shared = Promise.all(['a', 'b', 'a', 'c', 'a'].map(ask));
	const full = { code: 'not-ready', details: { retryAfterSeconds: 60 } };
	await expect(ask('d')).rejects.toMatchObject(full);
	const [first, , second] = await shared;
	expect(second, 'the same object').toBe(first);
	expect(reads).toEqual(['a', 'b', 'c']);
	expect(await ask('d')).toEqual(first);
});

test('a failure is told to those who asked, and to nobody after them', async () => {
	const { compute } = open();
	const broken = { ...quick, inputs: 'no JSON' };
	const told = await Promise.allSettled([1, 2].map(() => compute('a', async () => broken)));
	for (const one of told) expect(one).toMatchObject({ reason: { name: 'SyntaxError' } });
	expect(await compute('a', async () => quick)).toHaveLength(1);
});
