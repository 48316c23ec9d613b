import type { AskResult } from '@codejoust/judge/endpoint/ask-result';
import type { ProbeTurn } from '@codejoust/db/queries/endpoints/probes';
import { expect, test } from 'vitest';
import { HeldError } from './held-error.ts';
import type { NewHold } from './judge-gate.ts';
import { createSharedGate } from './shared-gate.ts';

const CALL = { requestId: null, latencyMs: 1, limits: {} };
const SAID = { text: 'x', thinking: null, finishReason: 'stop', model: 'm', usage: {}, flags: [] };
const ANSWER: AskResult = { kind: 'reply', said: SAID, ...CALL };
const GONE: AskResult = {
	...CALL,
	kind: 'error',
	errorClass: 'model-gone',
	message: 'It is gone.',
	isPermanent: true,
	isPaid: false,
};
const NOW = new Date(0);

/** A gate for each worker, whose turns are told by one table as the database does. */
function openWorkers(names: readonly string[]) {
	const table = { owner: '', isAnswered: false };
	const events: string[] = [];
	const gates = names.map((name) =>
		createSharedGate({
			hasAnswered: false,
			lookAgainMs: 1,
			turns: {
				take: (): Promise<ProbeTurn> => {
					if (table.isAnswered) return Promise.resolve('answered');
					table.owner ||= name;
					return Promise.resolve(table.owner === name ? 'ours' : 'theirs');
				},
				end: async () => {
					events.push(`${name} ends`);
					if (table.owner === name) table.owner = '';
				},
			},
			onFirstAnswer: async () => {
				events.push(`${name} is answered`);
				table.isAnswered = true;
			},
			onHold: async (hold: NewHold) => void events.push(`${name} holds for ${hold.cause}`),
			onTrouble: (error) => {
				throw error;
			},
		}),
	);
	const { signal } = new AbortController();
	let games = 0;
	const enter = (at: number) => {
		const gate = gates[at];
		if (!gate) throw new Error('no such worker');
		return gate.enter(`game ${games++}`, signal);
	};
	return { table, events, gates, enter };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

async function countPassed(games: readonly Promise<unknown>[]): Promise<number> {
	let passed = 0;
	for (const game of games) game.then(() => passed++).catch(() => undefined);
	await soon();
	return passed;
}

test('of all workers one game goes, and its answer lets in the games of every one', async () => {
	const { enter, events } = openWorkers(['a', 'b']);
	const own = [enter(0), enter(0)];
	const others = [enter(1), enter(1), enter(1)];
	expect(await countPassed([...own, ...others])).toBe(1);
	(await own[0])?.call(NOW)(ANSWER);
	expect(await countPassed([...own, ...others])).toBe(5);
	expect(events).toEqual(['a is answered', 'a ends']);
});

test('a worker without a game left gives its turn to another one', async () => {
	const { enter, events } = openWorkers(['a', 'b']);
	const own = await enter(0);
	const other = enter(1);
	expect(await countPassed([other])).toBe(0);
	own.leave();
	expect(await countPassed([other])).toBe(1);
	expect(events).toEqual(['a ends']);
});

test('a turn whose owner is dead is taken when it ends, and not before', async () => {
	const { enter, table } = openWorkers(['a']);
	table.owner = 'dead';
	const game = enter(0);
	expect(await countPassed([game])).toBe(0);
	table.owner = '';
	expect(await countPassed([game])).toBe(1);
});

test('a turn is extended while nobody has answered, and no longer', async () => {
	const { enter, table, gates } = openWorkers(['a']);
	const game = await enter(0);
	table.owner = '';
	await gates[0]?.renew();
	expect(table.owner).toBe('a');
	game.call(NOW)(ANSWER);
	await soon();
	await gates[0]?.renew();
	expect(table.owner).toBe('');
});

test('a hold is stored before the turn ends, and rejects the games that wait for another worker', async () => {
	const { enter, events, gates } = openWorkers(['a', 'b']);
	const own = await enter(0);
	const waiting = enter(1);
	own.call(NOW)(GONE);
	own.leave();
	gates[1]?.close('held elsewhere');
	await expect(waiting).rejects.toBeInstanceOf(HeldError);
	await soon();
	expect(events).toEqual(['a holds for model-gone', 'a ends']);
	expect(gates.map((gate) => gate.isHeld())).toEqual([true, true]);
});

test('a worker that was let in by the answer of another one sees its own holds', async () => {
	const { enter, gates } = openWorkers(['a', 'b']);
	(await enter(0)).call(NOW)(ANSWER);
	const game = await enter(1);
	const signal = gates[1]?.signal();
	game.call(NOW)(GONE);
	expect([gates[1]?.isHeld(), signal?.aborted]).toEqual([true, true]);
	game.leave();
	gates[1]?.open();
	expect(gates[1]?.isHeld()).toBe(false);
	expect(await countPassed([enter(1), enter(1)])).toBe(1);
});

test('a game that is given up while it waits leaves', async () => {
	const { gates, table, events } = openWorkers(['a']);
	table.owner = 'dead';
	const stop = new AbortController();
	const game = gates[0]?.enter('game', stop.signal);
	stop.abort(new Error('the worker stops'));
	await expect(game).rejects.toThrow('the worker stops');
	expect(events).toEqual([]);
});
