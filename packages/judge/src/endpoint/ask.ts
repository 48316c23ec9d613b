import { Agent, type Dispatcher } from 'undici';
import type { AskResult } from './ask-result.ts';
import { asAskResult } from './as-ask-result.ts';
import { describeCallError } from './call-error.ts';
import type { ChatRequest } from './chat-request.ts';
import { type Deadlines, defaultDeadlines } from './deadlines.ts';
import { onAbort } from './on-abort.ts';
import { createOpenAi, type EndpointRoute, routeHeaders, routeOf } from './openai-client.ts';
import { createPost, type PostCall, type PostReply, sentRoute } from './post-request.ts';
import type { AdaptiveTimeout } from './adaptive-timeout.ts';
import { readRateLimits } from './rate-limits.ts';
import { readReply } from '../reply/read-reply.ts';
import { takeTurnFor } from './take-turn.ts';
import { DEFAULT_MAX_REPLY_BYTES } from './reply-body.ts';
import { untilRepliesAreRead } from './send-after-reading.ts';

/** One call to the judge. Rejects only when `signal` aborts, with its reason. */
export type Ask = (request: ChatRequest, signal: AbortSignal) => Promise<AskResult>;

export type AskOptions = EndpointRoute & {
	/** Milliseconds since the epoch, for Retry-After dates. */
	readonly now: () => number;
	/** Monotonic milliseconds, for latencies. */
	readonly tick: () => number;
	/** Sockets to the endpoint; no fewer than the calls in flight. Default 1024. */
	readonly connections?: number;
	/** Bytes of a reply, packed and unpacked, after which it is cut as `too-large`. Default 4 MiB. */
	readonly maxReplyBytes?: number;
	/** Overrides parts of `defaultDeadlines(output tokens of the request)`; a function is read at every call. */
	readonly deadlines?: Partial<Deadlines> | (() => Partial<Deadlines>);
	/** Shortens the call's deadline by what the endpoint's replies have taken so far. */
	readonly adaptiveTimeout?: AdaptiveTimeout;
	/** Called with the headers of every answer, whatever its status. */
	readonly onAnswer?: (headers: AnswerHeaders) => void;
	/** Whether a text whose end no word names is known to be whole; by default where it ends on a verdict. */
	readonly endsWell?: ((text: string) => boolean) | undefined;
	/** In place of an agent of its own; then connections and the connect deadline are the dispatcher's. */
	readonly dispatcher?: Dispatcher;
};

/** Names and values of an answer's headers. */
export type AnswerHeaders = { entries(): Iterable<readonly [name: string, value: string]> };

type Outcome = AskResult extends infer Result
	? Result extends AskResult
		? Omit<Result, 'latencyMs'>
		: never
	: never;

/** The client of one endpoint. It retries nothing: that is `playGame`'s. `close` waits for the calls under way. */
export function createAsk(options: AskOptions): { ask: Ask; close: () => Promise<void> } {
	const dispatcher = options.dispatcher ?? createAgent(options);
	const post = createClient(options, dispatcher);
	const ask: Ask = async (request, signal) => {
		await untilRepliesAreRead();
		signal.throwIfAborted();
		const startedAt = options.tick();
		const deadlines = chooseDeadlines(request, options);
		const call = startCall(deadlines.callMs, signal, options);
		const outcome = await post(request, { ...deadlines, signal: call.signal })
			.then((reply) => interpretReply(reply, options))
			.catch((error: unknown) => describeCallError(error, contextOf(options)))
			.finally(call.end);
		if (outcome.kind === 'error') signal.throwIfAborted();
		const result = { ...outcome, latencyMs: options.tick() - startedAt };
		adaptTimeout(result, options.adaptiveTimeout);
		return result;
	};
	return { ask, close: () => (options.dispatcher ? Promise.resolve() : dispatcher.close()) };
}

function createAgent({ connections = 1024, deadlines }: AskOptions): Agent {
	const { connectMs } = { ...defaultDeadlines(0), ...readDeadlines(deadlines) };
	return new Agent({ connections, pipelining: 1, connect: { timeout: connectMs }, allowH2: false });
}

/** Posts requests, and resolves with the answer as it came, whatever its status and its type of content. */
function createClient(
	options: AskOptions,
	dispatcher: Dispatcher,
): (request: ChatRequest, call: PostCall) => Promise<PostReply> {
	const { maxReplyBytes = DEFAULT_MAX_REPLY_BYTES } = options;
	const post = createPost(dispatcher, maxReplyBytes);
	const findRoute = async () =>
		sentRoute(
			await routeOf(createOpenAi(options), '/chat/completions'),
			Object.keys(routeHeaders(options)),
		);
	let route: ReturnType<typeof findRoute> | undefined;
	return async (request, call) =>
		post(await (route ??= findRoute()), JSON.stringify(request), call);
}

function chooseDeadlines(request: ChatRequest, { deadlines }: AskOptions): Deadlines {
	const maxTokens = request.max_completion_tokens ?? request.max_tokens ?? 0;
	return { ...defaultDeadlines(maxTokens), ...readDeadlines(deadlines) };
}

function adaptTimeout(result: AskResult, adaptiveTimeout: AdaptiveTimeout | undefined): void {
	if (result.kind === 'reply') adaptiveTimeout?.onReply(result.latencyMs);
	else if (result.errorClass === 'timeout') adaptiveTimeout?.onTimeout();
}

function readDeadlines(deadlines: AskOptions['deadlines']): Partial<Deadlines> {
	return typeof deadlines === 'function' ? deadlines() : (deadlines ?? {});
}

/** While the timeout adapts, a call in progress is looked at this often. */
const LOOK_AGAIN_MS = 5_000;

/** A signal that aborts with the caller's or at the deadline; `end` frees the timer and the listener. */
function startCall(ceilingMs: number, signal: AbortSignal, { adaptiveTimeout, tick }: AskOptions) {
	const controller = new AbortController();
	const startedAt = tick();
	const look = () => {
		const allowedMs = adaptiveTimeout?.allow(ceilingMs) ?? ceilingMs;
		const leftMs = allowedMs - (tick() - startedAt);
		if (leftMs <= 1) controller.abort(new DOMException('call deadline', 'TimeoutError'));
		else timer = setTimeout(look, adaptiveTimeout ? Math.min(leftMs, LOOK_AGAIN_MS) : leftMs);
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

async function interpretReply(
	{ status, headers, body }: PostReply,
	options: AskOptions,
): Promise<Outcome> {
	options.onAnswer?.(headers);
	await takeTurnFor(body.length);
	const read = readReply({ status, headers, body }, contextOf(options));
	const record = { requestId: headers.get('x-request-id'), limits: readRateLimits(headers) };
	return { ...asAskResult(read), ...record };
}

function contextOf({ apiKey, now, endsWell }: AskOptions) {
	return { apiKey, nowMs: now(), endsWell };
}
