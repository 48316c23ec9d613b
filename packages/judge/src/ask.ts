import type { ProviderErrorClass } from '@codejoust/arena/judgment';
import OpenAI, { APIError, type ClientOptions } from 'openai';
import { Agent, type Dispatcher } from 'undici';
import type { AskResult } from './ask-result.ts';
import type { ChatRequest } from './chat-request.ts';
import { type Deadlines, defaultDeadlines } from './deadlines.ts';
import { type LightCall, createLightFetch, cutReplyStatus } from './light-fetch.ts';
import { onAbort } from './on-abort.ts';
import type { Patience } from './patience.ts';
import {
	type ErrorFacts,
	classifyFailure,
	classifyRefusal,
	errorCode,
	isPermanentClass,
	redactMessage,
} from './provider-error.ts';
import { type HeaderReader, readRateLimits, readRetryAfterMs } from './rate-limits.ts';
import { readErrorObject, readReply } from './reply.ts';

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
			.catch((error: unknown) => describeError(error, options))
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

function createClient(options: AskOptions, dispatcher: Dispatcher): OpenAI {
	return new OpenAI({
		baseURL: options.baseUrl,
		apiKey: options.apiKey === '' ? 'none' : options.apiKey,
		// Named, so that the SDK takes nothing from the environment.
		adminAPIKey: null,
		organization: null,
		project: null,
		webhookSecret: null,
		logLevel: 'off',
		maxRetries: 0,
		// Deadlines are ours; this is the longest that a timer can hold.
		timeout: 2 ** 31 - 1,
		// The SDK reads no more of a response than LightResponse has, as long as nothing is streamed.
		fetch: createLightFetch(dispatcher) as unknown as NonNullable<ClientOptions['fetch']>,
	});
}

type ProviderReply = {
	readonly data: unknown;
	readonly response: { readonly headers: HeaderReader };
};

function callProvider(
	client: OpenAI,
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
	return { ...describeUnreadable(data, options), requestId, limits };
}

/** A 200 without a completion. Gateways put an upstream's error there, its HTTP status as the code. */
function describeUnreadable(data: unknown, { apiKey }: AskOptions) {
	const error = readErrorObject(data);
	const status = Number(error.code);
	const errorClass =
		status >= 400 && status < 600 ? classifyRefusal({ ...error, status }) : 'server';
	return describe(errorClass, error.message ?? 'The reply is not a chat completion.', apiKey, {
		status: 200,
		isPaid: true,
	});
}

function describeError(error: unknown, options: AskOptions): Outcome {
	const nowhere = { requestId: null, limits: {} };
	if (error instanceof SyntaxError) {
		const message = 'The reply is not whole JSON.';
		return {
			...describe('server', message, options.apiKey, { status: 200, isPaid: true }),
			...nowhere,
		};
	}
	if (!(error instanceof APIError) || typeof error.status !== 'number') {
		const message = errorCode(error) || 'The call ended without a reply.';
		const isPaid = cutReplyStatus(error) === 200;
		return { ...describe(failureClass(error), message, options.apiKey, { isPaid }), ...nowhere };
	}
	return describeRefusal(error, error.status, options);
}

function failureClass(error: unknown): ProviderErrorClass {
	return error instanceof OpenAI.APIConnectionTimeoutError ? 'timeout' : classifyFailure(error);
}

function describeRefusal(error: APIError, status: number, options: AskOptions): Outcome {
	const headers: HeaderReader = error.headers ?? { get: () => null };
	const facts: ErrorFacts = { ...readErrorObject(error.error), status };
	const retryAfterMs = readRetryAfterMs(headers, options.now());
	return {
		...describe(classifyRefusal(facts), facts.message ?? error.message, options.apiKey, { status }),
		...(retryAfterMs === undefined ? {} : { retryAfterMs }),
		requestId: headers.get('x-request-id'),
		limits: readRateLimits(headers),
	};
}

function describe(
	errorClass: ProviderErrorClass,
	message: string,
	apiKey: string,
	{ status, isPaid = false }: { readonly status?: number; readonly isPaid?: boolean } = {},
) {
	return {
		kind: 'error' as const,
		errorClass,
		message: redactMessage(message, apiKey),
		...(status === undefined ? {} : { status }),
		isPermanent: isPermanentClass(errorClass),
		isPaid,
	};
}
