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
