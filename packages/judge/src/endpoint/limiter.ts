import type { AskResult } from './ask-result.ts';
import type { Clock } from './clock.ts';
import { onAbort } from './on-abort.ts';
import {
	type RateControl,
	announceLimit,
	createRateControl,
	onAccepted,
	onRefused,
} from './rate-control.ts';
import { createRecentFlow } from './recent-flow.ts';
import type { Usage } from '../reply/usage.ts';
import { LONGEST_WAIT_MS } from './retry.ts';
import { type TokenBucket, createBucket, lowerTo, setRate, take, waitMs } from './token-bucket.ts';

/** Leave to make one call. */
export type Permit = {
	/** Tokens that were taken on trust. */
	readonly tokens: number;
	readonly grantedAtMs: number;
	/** Frees the place in flight; a second time does nothing. */
	release(): void;
};

/** Keeps an endpoint's limits. In one process here; a shared one can stand behind the same two verbs. */
export type Limiter = {
	/** Waits for a place in flight and for the rate, first come first served. Rejects with the signal's reason. */
	acquire(tokens: number, signal: AbortSignal): Promise<Permit>;
	/** What came of the permit's call; teaches the limiter. */
	report(permit: Permit, result: AskResult): void;
	/** The part of all limits that this process may use, above 0 up to 1, where several share an endpoint. */
	setShare(share: number): void;
	/** What is used of the limits just now, by this process alone. */
	read(): LimitUse;
};

export type LimitUse = {
	readonly inFlight: number;
	/** Calls that wait for a place or for the rate. */
	readonly waiting: number;
	/** Calls that were sent lately, over the last 5 to 10 s. */
	readonly sentPerMinute: number;
	/** What may be sent now: set, announced or learnt; absent while nothing is known. */
	readonly allowedPerMinute: number | undefined;
};

export type LimiterOptions = {
	readonly clock: Clock;
	readonly maxInFlight: number;
	/** The operator's limits; absent: learnt from the provider. */
	readonly requestsPerMinute?: number;
	readonly tokensPerMinute?: number;
};

/** How much of a limit may go out at once. */
const BURST_MS = 250;
const TOKEN_BURST_MS = 5_000;
const DEFAULT_PAUSE_MS = 1_000;
const NO_USAGE: Usage = {};
/** Until a limit is known calls set out in quick succession, not all at once: the first refusal stops the rest. */
const RAMP_START = 32;
const RAMP_STEP = 24;
const RAMP_STEP_MS = 15;

type Waiter = { readonly tokens: number; readonly grant: (permit: Permit) => void };

export function createLimiter(options: LimiterOptions): Limiter {
	const { clock, maxInFlight } = options;
	const queue: Waiter[] = [];
	let inFlight = 0;
	let share = 1;
	let pausedUntilMs = 0;
	let cancelTimer: (() => void) | undefined;
	let control: RateControl = createRateControl(options.requestsPerMinute, clock.now());
	let requests: TokenBucket = createBucket(control.perMinute, BURST_MS, clock.now());
	let tokensPerMinute = options.tokensPerMinute ?? Infinity;
	let tokens: TokenBucket = createBucket(tokensPerMinute, TOKEN_BURST_MS, clock.now());
	const flow = createRecentFlow(clock.now());
	let rampLimit = RAMP_START;
	let isRamping = false;

	const ownInFlight = () => Math.max(1, Math.floor(maxInFlight * share));
	/** Control learns what the endpoint allows to all; the buckets hold this process's share of it. */
	const setRates = (nowMs: number) => {
		requests = setRate(requests, control.perMinute * share, BURST_MS, nowMs);
		tokens = setRate(tokens, tokensPerMinute * share, TOKEN_BURST_MS, nowMs);
	};

	function drain(): void {
		cancelTimer?.();
		cancelTimer = undefined;
		for (let head = queue[0]; head !== undefined && inFlight < ownInFlight(); head = queue[0]) {
			if (isHeldByRamp()) return;
			const nowMs = clock.now();
			const delayMs = delayOf(head, nowMs);
			if (delayMs > 0) {
				cancelTimer = clock.setTimer(Math.ceil(delayMs), drain);
				return;
			}
			queue.shift();
			requests = take(requests, 1, nowMs);
			tokens = take(tokens, head.tokens, nowMs);
			inFlight++;
			flow.addSent(nowMs);
			head.grant(createPermit(head.tokens, nowMs));
		}
	}

	function delayOf(waiter: Waiter, nowMs: number): number {
		const rateMs = Math.max(waitMs(requests, 1, nowMs), waitMs(tokens, waiter.tokens, nowMs));
		return Math.max(pausedUntilMs - nowMs, rateMs);
	}

	/** Steps are counted, not timed: replies are read between two steps even when the process is slow. */
	function isHeldByRamp(): boolean {
		if (control.ceiling !== Infinity || inFlight < rampLimit) return false;
		if (!isRamping) {
			isRamping = true;
			clock.setTimer(RAMP_STEP_MS, () => {
				isRamping = false;
				rampLimit += RAMP_STEP;
				drain();
			});
		}
		return true;
	}

	function createPermit(reserved: number, grantedAtMs: number): Permit {
		let isHeld = true;
		const release = () => {
			if (!isHeld) return;
			isHeld = false;
			inFlight--;
			drain();
		};
		return { tokens: reserved, grantedAtMs, release };
	}

	function acquire(amount: number, signal: AbortSignal): Promise<Permit> {
		return new Promise((resolve, reject) => {
			if (signal.aborted) {
				reject(signal.reason);
				return;
			}
			const forget = onAbort(signal, () => {
				queue.splice(queue.indexOf(waiter), 1);
				reject(signal.reason);
				drain();
			});
			const grant = (permit: Permit) => {
				forget();
				resolve(permit);
			};
			const waiter = { tokens: amount, grant };
			queue.push(waiter);
			drain();
		});
	}

	function report(permit: Permit, result: AskResult): void {
		const nowMs = clock.now();
		learnLimits(result, nowMs);
		if (result.kind === 'error' && result.errorClass === 'rate-limit') {
			refuse(permit, result, nowMs);
		} else {
			control = onAccepted(control, nowMs);
		}
		const { promptTokens = 0, completionTokens } =
			result.kind === 'reply' ? result.said.usage : NO_USAGE;
		if (completionTokens !== undefined) {
			const used = promptTokens + completionTokens;
			tokens = take(tokens, used - permit.tokens, nowMs);
		}
		setRates(nowMs);
		drain();
	}

	/** What remained when the provider answered has refilled since, by what the call took on its way. */
	function learnLimits({ limits, latencyMs }: AskResult, nowMs: number): void {
		if (limits.limitRequests !== undefined && limits.limitRequests > 0) {
			control = announceLimit(control, limits.limitRequests, options.requestsPerMinute);
		}
		if (limits.limitTokens !== undefined && limits.limitTokens > 0) {
			tokensPerMinute = Math.min(limits.limitTokens, options.tokensPerMinute ?? Infinity);
		}
		const gained = (bucket: TokenBucket) => (bucket.perMinute * latencyMs) / 60_000;
		if (limits.remainingRequests !== undefined) {
			requests = lowerTo(requests, limits.remainingRequests + gained(requests), nowMs);
		}
		if (limits.remainingTokens !== undefined) {
			tokens = lowerTo(tokens, limits.remainingTokens + gained(tokens), nowMs);
		}
	}

	function refuse(permit: Permit, result: AskResult & { kind: 'error' }, nowMs: number): void {
		const { remainingRequests, remainingTokens } = result.limits;
		flow.addRefused(nowMs);
		const { sent, refused: turnedAway, overMs } = flow.read(nowMs);
		const refused = onRefused(control, {
			nowMs,
			askedAtMs: permit.grantedAtMs,
			// Others send as much as we do: the endpoint sees the sum.
			sent: sent / share,
			refused: turnedAway / share,
			overMs,
			isExhausted: remainingRequests === 0 || remainingTokens === 0,
		});
		control = refused.control;
		tokens = take(tokens, -permit.tokens, nowMs);
		if (refused.isPause) {
			// Starts again from an empty bucket and a debt, which gives the provider's a head start.
			setRates(nowMs);
			requests = lowerTo(requests, -requests.capacity, nowMs);
			const pauseMs = Math.min(LONGEST_WAIT_MS, result.retryAfterMs ?? DEFAULT_PAUSE_MS);
			pausedUntilMs = Math.max(pausedUntilMs, nowMs + pauseMs);
		}
	}

	function changeShare(next: number): void {
		if (next === share) return;
		share = next;
		setRates(clock.now());
		drain();
	}

	function read(): LimitUse {
		const { sent, overMs } = flow.read(clock.now());
		const { perMinute } = requests;
		return {
			inFlight,
			waiting: queue.length,
			sentPerMinute: Math.round((sent * 60_000) / overMs),
			allowedPerMinute: perMinute === Infinity ? undefined : Math.round(perMinute),
		};
	}

	return { acquire, report, setShare: changeShare, read };
}
