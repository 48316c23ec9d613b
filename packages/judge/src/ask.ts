import { Agent, type Dispatcher } from 'undici';
import type { AskResult } from './ask-result.ts';
import { describeCallError, describeUnreadable } from './call-error.ts';
import type { ChatRequest } from './chat-request.ts';
import { type Deadlines, defaultDeadlines } from './deadlines.ts';
import { type LightCall, createLightFetch } from './light-fetch.ts';
import { onAbort } from './on-abort.ts';
import { createOpenAi, type OpenAiClient } from './openai-client.ts';
import type { Patience } from './patience.ts';
import { type HeaderReader, readRateLimits } from './rate-limits.ts';
import { readReply } from './reply.ts';

/** One call to the judge. Rejects only when `signal` aborts, with its reason. */
export type Ask = (request: ChatRequest, signal: AbortSignal) => Promise<AskResult>;

export type AskOptions = {
	readonly baseUrl: string;
	/** Empty for an endpoint that wants none. */
	readonly apiKey: string;
	/** Milliseconds since the epoch, for Retry-After dates. */
	readonly now: () => number;
	/** Monotonic milliseconds, for latencies. */
	readonly tick: () => number;
	/** Sockets to the endpoint; no fewer than the calls in flight. Default 1024. */
	readonly connections?: number;
	/** Overrides parts of `defaultDeadlines(output tokens of the request)`; a function is read at every call. */
	readonly deadlines?: Partial<Deadlines> | (() => Partial<Deadlines>);
	/** Shortens the call's deadline by what the endpoint's replies have taken so far. */
	readonly patience?: Patience;
	/** In place of an agent of its own; then connections and the connect deadline are the dispatcher's. */
	readonly dispatcher?: Dispatcher;
};

type Outcome = AskResult extends infer Result
	? Result extends AskResult
		? Omit<Result, 'latencyMs'>
		: never
	: never;

/** The client of one endpoint. It retries nothing: that is `playGame`'s. `close` waits for the calls under way. */
export function createAsk(options: AskOptions): { ask: Ask; close: () => Promise<void> } {
	const dispatcher = options.dispatcher ?? createAgent(options);
	const client = createClient(options, dispatcher);
	const ask: Ask = async (request, signal) => {
		signal.throwIfAborted();
		const startedAt = options.tick();
		const deadlines = chooseDeadlines(request, options);
		const call = startCall(deadlines.callMs, signal, options);
		const outcome = await callProvider(client, request, { ...deadlines, signal: call.signal })
			.then((reply) => interpretReply(reply, options))
			.catch((error: unknown) => describeCallError(error, options))
			.finally(call.end);
		if (outcome.kind === 'error') signal.throwIfAborted();
		const result = { ...outcome, latencyMs: options.tick() - startedAt };
		learnPatience(result, options.patience);
		return result;
	};
	return { ask, close: () => (options.dispatcher ? Promise.resolve() : dispatcher.close()) };
}

function createAgent({ connections = 1024, deadlines }: AskOptions): Agent {
	const { connectMs } = { ...defaultDeadlines(0), ...readDeadlines(deadlines) };
	return new Agent({ connections, pipelining: 1, connect: { timeout: connectMs }, allowH2: false });
}

function createClient({ baseUrl, apiKey }: AskOptions, dispatcher: Dispatcher): OpenAiClient {
	const fetch = createLightFetch(dispatcher);
	// The SDK reads no more of a response than LightResponse has, as long as nothing is streamed.
	return createOpenAi({ baseUrl, apiKey, fetch: fetch as unknown as typeof globalThis.fetch });
}

type ProviderReply = {
	readonly data: unknown;
	readonly response: { readonly headers: HeaderReader };
};

function callProvider(
	client: OpenAiClient,
	request: ChatRequest,
	call: LightCall,
): Promise<ProviderReply> {
	// The SDK spreads `fetchOptions` into what its fetch is called with, which is how `call` arrives there.
	const fetchOptions = { call } as object;
	return client.post<unknown>('/chat/completions', { body: request, fetchOptions }).withResponse();
}

function chooseDeadlines(request: ChatRequest, { deadlines }: AskOptions): Deadlines {
	const maxTokens = request.max_completion_tokens ?? request.max_tokens ?? 0;
	return { ...defaultDeadlines(maxTokens), ...readDeadlines(deadlines) };
}

function learnPatience(result: AskResult, patience: Patience | undefined): void {
	if (result.kind === 'reply') patience?.onReply(result.latencyMs);
	else if (result.errorClass === 'timeout') patience?.onTimeout();
}

function readDeadlines(deadlines: AskOptions['deadlines']): Partial<Deadlines> {
	return typeof deadlines === 'function' ? deadlines() : (deadlines ?? {});
}

/** While patience is learnt, a call under way is looked at this often. */
const LOOK_AGAIN_MS = 5_000;

/** A signal that aborts with the caller's or at the deadline; `end` frees the timer and the listener. */
function startCall(ceilingMs: number, signal: AbortSignal, { patience, tick }: AskOptions) {
	const controller = new AbortController();
	const startedAt = tick();
	const look = () => {
		const allowedMs = patience?.allow(ceilingMs) ?? ceilingMs;
		const leftMs = allowedMs - (tick() - startedAt);
		if (leftMs <= 1) controller.abort(new DOMException('call deadline', 'TimeoutError'));
		else timer = setTimeout(look, patience ? Math.min(leftMs, LOOK_AGAIN_MS) : leftMs);
	};
	let timer: ReturnType<typeof setTimeout> | undefined;
	look();
	const forget = onAbort(signal, () => controller.abort(signal.reason));
	const end = () => {
		clearTimeout(timer);
		forget();
	};
	return { signal: controller.signal, end };
}

function interpretReply({ data, response }: ProviderReply, options: AskOptions): Outcome {
	const { headers } = response;
	const requestId = headers.get('x-request-id');
	const limits = readRateLimits(headers);
	const reply = readReply(data);
	if (reply !== undefined) return { kind: 'reply', ...reply, requestId, limits };
	return { ...describeUnreadable(data, options.apiKey), requestId, limits };
}
