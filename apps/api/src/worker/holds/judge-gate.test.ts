import type { ProviderErrorClass } from '@codejoust/arena/rules/judgment';
import type { AskResult } from '@codejoust/judge/endpoint/ask-result';
import { expect, test } from 'vitest';
import { HeldError } from './held-error.ts';
import { type AdmittedGame, createJudgeGate, type NewHold } from './judge-gate.ts';

const CALL = { requestId: null, latencyMs: 1, limits: {} };
const SAID = { text: 'x', thinking: null, finishReason: 'stop', model: 'm', usage: {}, flags: [] };
const ANSWER: AskResult = { kind: 'reply', said: SAID, ...CALL };
const failure = (errorClass: ProviderErrorClass): AskResult => ({
	...CALL,
	kind: 'error',
	errorClass,
	message: `It is ${errorClass}.`,
	isPermanent: true,
	isPaid: false,
});
const unscored = (errorClass: ProviderErrorClass) =>
	({ kind: 'unscored', reason: 'provider-error', errorClass }) as const;
const NOW = new Date(0);

function open(hasAnswered: boolean) {
	const holds: NewHold[] = [];
	let answers = 0;
	const gate = createJudgeGate({
		hasAnswered,
		onFirstAnswer: () => answers++,
		onHold: (hold) => holds.push(hold),
	});
	const signal = new AbortController().signal;
	let games = 0;
	const enter = () => gate.enter(`game ${games++}`, signal);
	return { gate, holds, enter, answers: () => answers };
}

/** Plays a call of the game to this end; resolves to whether its judgment counts. */
function end(game: AdmittedGame, errorClass: ProviderErrorClass): Promise<boolean> {
	game.call(NOW)(failure(errorClass));
	return game.maySettle(unscored(errorClass)).finally(game.leave);
}

/** Those that have passed after all that can happen by itself. */
async function countPassed(games: readonly Promise<unknown>[]): Promise<number> {
	let passed = 0;
	for (const game of games) game.then(() => passed++).catch(() => undefined);
	await new Promise((resolve) => setImmediate(resolve));
	return passed;
}

test('before the first answer one game goes alone, and the answer lets the others in', async () => {
	const { enter, answers } = open(false);
	const games = [enter(), enter(), enter()];
	expect(await countPassed(games)).toBe(1);
	(await games[0])?.call(NOW)(ANSWER);
	expect(await countPassed(games)).toBe(3);
	expect(answers()).toBe(1);
});

test('a judge that has answered before lets every game in', async () => {
	const { enter } = open(true);
	expect(await countPassed([enter(), enter(), enter()])).toBe(3);
});

test('in an outage a few go, enough for the circuit breaker to see it', async () => {
	const { enter } = open(false);
	const games = Array.from({ length: 8 }, enter);
	(await games[0])?.call(NOW)(failure('server'));
	expect(await countPassed(games)).toBe(3);
});

test('five refusals before any answer hold the judge, one after the other, and none counts', async () => {
	const { gate, holds, enter } = open(false);
	const games = Array.from({ length: 9 }, () => enter());
	const results = games.map((game) => game.then((one) => end(one, 'bad-request')));
	const settled = await Promise.allSettled(results);
	expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
	for (const result of settled)
		if (result.status === 'fulfilled') expect(result.value).toBe(false);
		else expect(result.reason).toBeInstanceOf(HeldError);
	expect(holds).toMatchObject([{ cause: 'refused-alike', isOfEndpoint: false }]);
	expect(gate.isHeld()).toBe(true);
	expect(gate.signal().aborted).toBe(true);
});

test('a refusal with nothing else in flight holds a judge that was never answered; of another one it is asked once more', async () => {
	const first = open(false);
	expect(await end(await first.enter(), 'bad-request')).toBe(false);
	expect(first.holds).toHaveLength(1);
	const second = open(true);
	const signal = new AbortController().signal;
	const again = () => second.gate.enter('the same game', signal);
	expect(await end(await again(), 'bad-request')).toBe(false);
	expect(await end(await again(), 'bad-request')).toBe(true);
	expect(second.holds).toEqual([]);
});

test('an answer settles what was refused before its call set out, and nothing that was refused after', async () => {
	const { enter } = open(true);
	const [early, refused, late] = await Promise.all([enter(), enter(), enter()]);
	const earlyCall = early.call(NOW);
	const waiting = end(refused, 'bad-request');
	earlyCall(ANSWER);
	expect(await countPassed([waiting])).toBe(0);
	late.call(NOW)(ANSWER);
	expect(await waiting).toBe(true);
});

test('five refused alike stop every new call until those under way have come back, and then hold', async () => {
	const { gate, holds, enter } = open(true);
	const games = await Promise.all(Array.from({ length: 8 }, enter));
	const notes = games.slice(0, 7).map((game) => game.call(NOW));
	const refusals = games.slice(1, 6).map(async (game, at) => {
		notes[at + 1]?.(failure('bad-request'));
		return game.maySettle(unscored('bad-request'));
	});
	expect(games[7]?.isClear()).toBe(false);
	const forNobody = new AbortController().signal;
	const retry = games[7]?.untilClear(forNobody) ?? Promise.resolve();
	const late = enter();
	expect(await countPassed([late, retry, ...refusals])).toBe(0);
	// It set out before all of them.
	notes[0]?.(ANSWER);
	expect(holds).toEqual([]);
	notes[6]?.(failure('server'));
	expect(holds).toMatchObject([{ cause: 'refused-alike' }]);
	expect(await Promise.all(refusals)).toEqual([false, false, false, false, false]);
	for (const one of [retry, late]) await expect(one).rejects.toBeInstanceOf(HeldError);
	expect(gate.isHeld()).toBe(true);
});

test('five refused alike beside a later call that is answered hold nothing, and they count', async () => {
	const { holds, enter } = open(true);
	const games = await Promise.all(Array.from({ length: 6 }, enter));
	const notes = games.map((game) => game.call(NOW));
	const refusals = games.slice(0, 5).map(async (game, at) => {
		notes[at]?.(failure('bad-request'));
		return game.maySettle(unscored('bad-request'));
	});
	const late = enter();
	expect(await countPassed([late, ...refusals])).toBe(0);
	notes[5]?.(ANSWER);
	expect(await Promise.all(refusals)).toEqual([true, true, true, true, true]);
	expect(await countPassed([late])).toBe(1);
	expect(holds).toEqual([]);
});

test('a game that was refused while another was answered is never counted again', async () => {
	const { holds, enter } = open(true);
	const games = await Promise.all(Array.from({ length: 6 }, enter));
	for (const game of games.slice(0, 5)) game.call(NOW)(failure('unreadable'));
	expect(holds).toHaveLength(1);
	const second = open(true);
	const [answered, ...refused] = await Promise.all(Array.from({ length: 9 }, second.enter));
	for (const game of refused.slice(0, 4)) game.call(NOW)(failure('unreadable'));
	answered?.call(NOW)(ANSWER);
	for (const game of refused.slice(4)) game.call(NOW)(failure('unreadable'));
	for (const game of refused.slice(0, 4)) expect(await end(game, 'unreadable')).toBe(true);
	expect(second.holds).toEqual([]);
});

test('what is refused again after an operator has lifted the hold counts where nothing else is left to ask', async () => {
	const { gate, holds } = open(true);
	const signal = new AbortController().signal;
	const round = async (names: readonly string[]) => {
		const ends = names.map(async (name) => end(await gate.enter(name, signal), 'unreadable'));
		const settled = await Promise.allSettled(ends);
		return settled.map((one) => (one.status === 'fulfilled' ? one.value : 'held'));
	};
	const names = ['a', 'b', 'c', 'd', 'e'];
	expect(await round(names)).toEqual([false, false, false, false, false]);
	gate.open();
	// A sixth was never refused: the five are no more than a fault of the judge.
	expect(await round([...names, 'f'])).toEqual([false, false, false, false, false, 'held']);
	expect(holds).toHaveLength(2);
	gate.open();
	expect(await round(names)).toEqual([true, true, true, true, true]);
	expect(holds).toHaveLength(2);
});

test.each([
	['model-gone', 'model-gone', false],
	['auth', 'wrong-key', true],
	['quota', 'no-money', true],
] as const)(
	'the first %s holds, and the game stays open',
	async (errorClass, cause, isOfEndpoint) => {
		const { holds, enter } = open(true);
		const [game, other] = await Promise.all([enter(), enter()]);
		expect(await end(game, errorClass)).toBe(false);
		expect(holds).toMatchObject([{ cause, isOfEndpoint }]);
		// What comes back meanwhile is kept.
		other.call(NOW)(ANSWER);
		expect(await other.maySettle({ kind: 'scored', verdict: 'A>B' })).toBe(true);
		other.call(NOW)(failure('server'));
		expect(await other.maySettle(unscored('server'))).toBe(false);
		await expect(enter()).rejects.toBeInstanceOf(HeldError);
	},
);

test('once lifted the first game goes alone again, and calls from before hold nothing', async () => {
	const { gate, holds, enter } = open(true);
	const [old, another] = await Promise.all([enter(), enter()]);
	const oldCall = another.call(NOW);
	await end(old, 'model-gone');
	gate.open();
	expect(gate.isHeld()).toBe(false);
	oldCall(failure('model-gone'));
	expect(await another.maySettle(unscored('model-gone'))).toBe(false);
	another.leave();
	expect(holds).toHaveLength(1);
	expect(await countPassed([enter(), enter()])).toBe(1);
});

test('a game whose answer could not be stored is over: the judge is not at fault', async () => {
	const { enter, holds } = open(true);
	const [game] = [await enter(), await enter()];
	game.call(NOW)(failure('unreadable'));
	game.call(NOW)(ANSWER);
	expect(await game.maySettle(unscored('unreadable'))).toBe(true);
	game.leave();
	expect(holds).toEqual([]);
});

test('five replies without log-probabilities hold the judge with their sentence, and none counts', async () => {
	const { holds, enter } = open(false);
	const findLack = () => 'The reply has no log-probabilities.';
	const lacking = { kind: 'unscored', reason: 'no-logprobs' } as const;
	const games = Array.from({ length: 9 }, () => enter());
	const results = games.map(async (one) => {
		const game = await one;
		game.call(NOW, findLack)(ANSWER);
		return game.maySettle(lacking).finally(game.leave);
	});
	const settled = await Promise.allSettled(results);
	const played = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
	expect(played).toEqual([false, false, false, false, false]);
	expect(holds).toMatchObject([
		{ cause: 'no-logprobs', isOfEndpoint: false, reason: 'The reply has no log-probabilities.' },
	]);
});

test('one reply without log-probabilities beside a later one that has them is unscored for good', async () => {
	const { holds, enter } = open(true);
	const [lacking, answered] = await Promise.all([enter(), enter()]);
	lacking.call(NOW, () => 'None.')(ANSWER);
	const settled = lacking.maySettle({ kind: 'unscored', reason: 'no-logprobs' });
	answered.call(NOW, () => undefined)(ANSWER);
	expect(await settled).toBe(true);
	expect(holds).toEqual([]);
});
