import { expect, test } from 'vitest';
import type { AskReply, AskResult } from './ask-result.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import type { Clock } from './clock.ts';
import { type Permit, createLimiter } from './limiter.ts';

const never = new AbortController().signal;
const REPLY: AskReply = {
	kind: 'reply',
	said: {
		text: '',
		thinking: null,
		finishReason: 'stop',
		model: 'm',
		usage: { promptTokens: 900, completionTokens: 100 },
		flags: [],
	},
	requestId: null,
	latencyMs: 0,
	limits: {},
};
const DOWN: AskResult = {
	kind: 'error',
	errorClass: 'server',
	message: '',
	isPermanent: false,
	isPaid: false,
	requestId: null,
	latencyMs: 0,
	limits: {},
};
const REFUSED: AskResult = { ...DOWN, errorClass: 'rate-limit', retryAfterMs: 1_000 };

/** A clock that stands still until it is told to go on. */
function createFakeClock() {
	let nowMs = 0;
	const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
	const clock: Clock = {
		now: () => nowMs,
		setTimer: (ms, callback) => {
			const timer = { at: nowMs + ms, callback };
			timers.add(timer);
			return () => timers.delete(timer);
		},
	};
	const advance = async (ms: number) => {
		const until = nowMs + ms;
		for (;;) {
			await new Promise(setImmediate);
			const next = [...timers].sort((a, b) => a.at - b.at)[0];
			if (next === undefined || next.at > until) break;
			timers.delete(next);
			nowMs = Math.max(nowMs, next.at);
			next.callback();
		}
		nowMs = until;
	};
	return { clock, advance };
}

function queueUp(limiter: ReturnType<typeof createLimiter>, count: number, tokens = 1_000) {
	const granted: Permit[] = [];
	for (let i = 0; i < count; i++) {
		limiter.acquire(tokens, never).then(
			(permit) => granted.push(permit),
			() => undefined,
		);
	}
	return granted;
}

test('no more calls are in flight than allowed, and a released place goes to the next', async () => {
	const { clock, advance } = createFakeClock();
	const granted = queueUp(createLimiter({ clock, maxInFlight: 3 }), 5);
	await advance(0);
	expect(granted).toHaveLength(3);
	granted[0]?.release();
	granted[0]?.release();
	await advance(0);
	expect(granted).toHaveLength(4);
});

test('a minute holds what the limit allows, less a margin of two in a hundred', async () => {
	const { clock, advance } = createFakeClock();
	const granted = queueUp(
		createLimiter({ clock, maxInFlight: 9_999, requestsPerMinute: 600 }),
		900,
	);
	await advance(60_000);
	expect(granted.length).toBeGreaterThanOrEqual(588);
	expect(granted.length).toBeLessThanOrEqual(600);
});

test('tokens are limited too, and corrected by what was used', async () => {
	const { clock, advance } = createFakeClock();
	const limiter = createLimiter({ clock, maxInFlight: 999, tokensPerMinute: 60_000 });
	const granted = queueUp(limiter, 100, 1_000);
	await advance(10_000);
	expect(granted).toHaveLength(15);
	const [permit] = granted;
	if (permit !== undefined)
		limiter.report(permit, {
			...REPLY,
			said: { ...REPLY.said, usage: { promptTokens: 5_900, completionTokens: 100 } },
		});
	await advance(5_000);
	expect(granted).toHaveLength(15);
});

test('an announced limit is kept without being configured', async () => {
	const { clock, advance } = createFakeClock();
	const limiter = createLimiter({ clock, maxInFlight: 9_999 });
	const permit = await limiter.acquire(1, never);
	limiter.report(permit, { ...REPLY, limits: { limitRequests: 600 } });
	const granted = queueUp(limiter, 900);
	await advance(60_000);
	expect(granted.length).toBeGreaterThan(570);
	expect(granted.length).toBeLessThanOrEqual(600);
});

test('a provider whose bucket is empty pauses everybody for as long as it asks', async () => {
	const { clock, advance } = createFakeClock();
	const limiter = createLimiter({ clock, maxInFlight: 99 });
	const permit = await limiter.acquire(1, never);
	limiter.report(permit, { ...REFUSED, limits: { limitRequests: 60_000, remainingRequests: 0 } });
	const granted = queueUp(limiter, 10);
	await advance(999);
	expect(granted).toHaveLength(0);
	await advance(1_000);
	expect(granted).toHaveLength(10);
});

test('a refusal among many calls that come through pauses nobody else', async () => {
	const { clock, advance } = createFakeClock();
	const limiter = createLimiter({ clock, maxInFlight: 99 });
	const sent = queueUp(limiter, 30);
	await advance(0);
	if (sent[0] !== undefined) limiter.report(sent[0], REFUSED);
	const granted = queueUp(limiter, 1);
	await advance(1);
	expect(granted).toHaveLength(1);
});

test('when most calls are refused the rate falls to what came through, and grows back', async () => {
	const { clock, advance } = createFakeClock();
	const limiter = createLimiter({ clock, maxInFlight: 9_999 });
	const sent = queueUp(limiter, 30);
	await advance(1_000);
	for (const permit of sent.slice(10)) limiter.report(permit, REFUSED);
	const granted = queueUp(limiter, 3_000);
	await advance(6_000);
	const early = granted.length;
	expect(early).toBeLessThan(60);
	for (let second = 0; second < 60; second++) {
		await advance(1_000);
		const last = granted.at(-1);
		if (last !== undefined) limiter.report(last, REPLY);
	}
	expect(granted.length - early).toBeGreaterThan(10 * early);
});

test('who aborts leaves the queue', async () => {
	const { clock, advance } = createFakeClock();
	const limiter = createLimiter({ clock, maxInFlight: 1 });
	const held = await limiter.acquire(1, never);
	const controller = new AbortController();
	const waiting = limiter.acquire(1, controller.signal);
	const granted = queueUp(limiter, 1);
	controller.abort(new Error('stop'));
	await expect(waiting).rejects.toThrow('stop');
	await advance(0);
	held.release();
	await advance(0);
	expect(granted.length).toBe(1);
});

test('an outage over several games opens the circuit; one probe at a time closes it', async () => {
	const { clock, advance } = createFakeClock();
	const breaker = createCircuitBreaker({ clock, failures: 4, games: 2 });
	for (const game of ['a', 'b', 'a', 'b']) breaker.report(game, DOWN);
	expect(breaker.isOpen()).toBe(true);
	const entered: string[] = [];
	for (const game of ['c', 'd', 'e']) {
		breaker.enter(never).then(
			(entry) => entered.push(`${game} ${entry}`),
			() => undefined,
		);
	}
	await advance(999);
	expect(entered).toEqual([]);
	await advance(1);
	expect(entered).toEqual(['c probe']);
	breaker.report('c', DOWN);
	await advance(1_000);
	expect(entered).toEqual(['c probe', 'd probe']);
	breaker.report('d', REPLY);
	await advance(0);
	expect(entered).toEqual(['c probe', 'd probe', 'e closed']);
	expect(breaker.isOpen()).toBe(false);
});

test('one poisoned prompt, or failures with replies between them, open no circuit', () => {
	const { clock } = createFakeClock();
	const breaker = createCircuitBreaker({ clock, failures: 4, games: 2 });
	for (let i = 0; i < 20; i++) breaker.report('poisoned', DOWN);
	expect(breaker.isOpen()).toBe(false);
	breaker.report('z', REPLY);
	for (const game of ['a', 'b', 'c']) breaker.report(game, DOWN);
	breaker.report('d', REFUSED);
	breaker.report('e', DOWN);
	expect(breaker.isOpen()).toBe(false);
});

test('a probe that is abandoned makes room for the next', async () => {
	const { clock, advance } = createFakeClock();
	const breaker = createCircuitBreaker({ clock, failures: 2, games: 1 });
	breaker.report('a', DOWN);
	breaker.report('a', DOWN);
	await advance(1_000);
	expect(await breaker.enter(never)).toBe('probe');
	breaker.abandon('probe');
	const next = breaker.enter(never);
	await advance(1_000);
	expect(await next).toBe('probe');
});
