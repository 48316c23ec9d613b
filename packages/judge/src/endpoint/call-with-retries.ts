import type { ProviderErrorClass } from '@codejoust/arena/rules/judgment';
import type { Ask } from './ask.ts';
import type { AskResult } from './ask-result.ts';
import type { TransportErrors } from './attempt.ts';
import type { ChatRequest } from './chat-request.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';
import { type Clock, sleep } from './clock.ts';
import type { Limiter } from './limiter.ts';
import { LONGEST_WAIT_MS, type RetryRule, retryDelayMs } from './retry.ts';

export type RetryDeps = {
	readonly ask: Ask;
	readonly limiter: Pick<Limiter, 'acquire' | 'report'>;
	readonly breaker: CircuitBreaker;
	readonly clock: Clock;
	/** Uniform in [0, 1); spreads retries and touches no judgment. */
	readonly random: () => number;
	readonly retry: RetryRule;
	readonly signal: AbortSignal;
};

/** Called with what arrived and could not be read, before it is asked for again. */
type OnUnread = (call: RetriedCall) => Promise<void>;

/** The last call of a request, and what it took to get there. */
export type RetriedCall = {
	readonly result: AskResult;
	readonly transportRetries: number;
	readonly transportErrors: TransportErrors;
	readonly paidRetries: number;
	readonly askedAt: number;
	readonly receivedAt: number;
};

/** Calls until a reply arrives, an error is permanent, or the rule gives up. Rejects only when the signal aborts. */
export async function callWithRetries(
	request: ChatRequest,
	gameId: string,
	deps: RetryDeps & { readonly onUnread: OnUnread },
): Promise<RetriedCall> {
	const errors: ProviderErrorClass[] = [];
	let paidRetries = 0;
	let spentMs = 0;
	for (;;) {
		const call = await callOnce(request, gameId, deps);
		const { result } = call;
		spentMs += call.receivedAt - call.askedAt;
		const done = { ...call, transportRetries: errors.length };
		if (result.kind === 'reply') {
			return { ...done, transportErrors: countErrors(errors), paidRetries };
		}
		errors.push(result.errorClass);
		if (result.isPaid) paidRetries++;
		const delayMs = retryDelayMs(deps.retry, errors.length, result.retryAfterMs, deps.random());
		const isEnd =
			result.isPermanent ||
			(result.retryAfterMs ?? 0) > LONGEST_WAIT_MS ||
			isExhausted(errors, spentMs + delayMs, deps.retry);
		if (isEnd) return { ...done, transportErrors: countErrors(errors), paidRetries };
		if (result.said) await deps.onUnread({ ...done, transportErrors: {}, paidRetries: 1 });
		await sleep(deps.clock, delayMs, deps.signal);
		spentMs += delayMs;
	}
}

async function callOnce(request: ChatRequest, gameId: string, deps: RetryDeps) {
	const { limiter, breaker, clock, signal } = deps;
	const { entry, permit } = await waitForLeave(request, deps);
	try {
		const askedAt = clock.now();
		const result = await deps.ask(request, signal);
		permit.release();
		limiter.report(permit, result);
		breaker.report(gameId, result);
		return { result, askedAt, receivedAt: clock.now() };
	} catch (error) {
		breaker.abandon(entry);
		throw error;
	} finally {
		permit.release();
	}
}

/** The circuit first, so that nobody waits in the limiter for an endpoint that is down; and again if it opened since. */
async function waitForLeave(request: ChatRequest, { limiter, breaker, signal }: RetryDeps) {
	for (;;) {
		const entry = await breaker.enter(signal);
		try {
			const permit = await limiter.acquire(estimateTokens(request), signal);
			if (entry === 'probe' || !breaker.isOpen()) return { entry, permit };
			permit.release();
		} catch (error) {
			breaker.abandon(entry);
			throw error;
		}
	}
}

function isExhausted(errors: readonly string[], spentMs: number, rule: RetryRule): boolean {
	const tries = errors.filter((errorClass) => errorClass !== 'rate-limit').length;
	return tries >= rule.maxTries || spentMs > rule.giveUpAfterMs;
}

function countErrors(errors: readonly ProviderErrorClass[]): TransportErrors {
	const counts: Partial<Record<ProviderErrorClass, number>> = {};
	for (const errorClass of errors) counts[errorClass] = (counts[errorClass] ?? 0) + 1;
	return counts;
}

/** What a judge usually writes; the limiter corrects it by the reported usage. */
const EXPECTED_OUTPUT_TOKENS = 700;

/** Roughly four characters to a token: good enough to reserve, never used for cost. */
function estimateTokens(request: ChatRequest): number {
	const limit = request.max_completion_tokens ?? request.max_tokens ?? EXPECTED_OUTPUT_TOKENS;
	const characters = request.messages.reduce((sum, message) => sum + message.content.length, 0);
	return Math.ceil(characters / 4) + Math.min(EXPECTED_OUTPUT_TOKENS, limit);
}
