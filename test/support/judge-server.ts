import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { type BatchBehaviour, createBatchEndpoints, type ServedBatch } from './batch-judge.ts';
import { type JudgeFault, malformedChoice, sendBrokenBody } from './judge-faults.ts';
import { type JudgePolicy, decideByPolicy } from './judge-policies.ts';

/** The body of a chat completion as the server received it. */
export type JudgeRequest = {
	readonly model: string;
	readonly messages: readonly { readonly role: string; readonly content: string }[];
	readonly temperature?: number;
	readonly max_tokens?: number;
	readonly max_completion_tokens?: number;
	readonly response_format?: unknown;
	readonly logprobs?: boolean;
};

export type JudgeServerOptions = {
	/** Decides a game where `reply` does not. Default hash. */
	readonly policy?: JudgePolicy;
	/** Replay: the whole text of a reply; undefined falls back to the policy. */
	readonly reply?: (request: JudgeRequest) => string | undefined;
	/** The model that a reply names; by default the one that was asked. */
	readonly reportedModel?: (request: JudgeRequest) => string | undefined;
	/** What befalls the n-th request, from 0. */
	readonly fault?: (index: number, request: JudgeRequest) => JudgeFault | undefined;
	/** How its Batch API behaves; a batch's lines are requests like any other, and befallen by the same faults. */
	readonly batch?: BatchBehaviour;
	/** Headers of every reply and every error. */
	readonly headers?: Readonly<Record<string, string>>;
	readonly latencyMs?: number;
	/** False: replies report no token usage. */
	readonly hasUsage?: boolean;
	/** The usage that a reply reports; undefined for the usual one. */
	readonly usage?: (request: JudgeRequest) => unknown;
	/** The body of the n-th reply, from 0, made of the usual one. */
	readonly body?: (index: number, body: Record<string, unknown>, request: JudgeRequest) => unknown;
	readonly apiKey?: string;
	/** Any free one unless told. */
	readonly port?: number;
};

export type JudgeServer = {
	/** For an OpenAI client: http://127.0.0.1:<port>/v1 */
	readonly baseUrl: string;
	/** Every request so far, in the order of arrival, with its headers. */
	readonly requests: readonly (JudgeRequest & {
		readonly headers: IncomingMessage['headers'];
	})[];
	/** Every batch that was created, in that order. */
	readonly batches: readonly ServedBatch[];
	close(): Promise<void>;
};

/** An OpenAI-compatible judge for tests, on a free port of 127.0.0.1. */
export async function startJudgeServer(options: JudgeServerOptions = {}): Promise<JudgeServer> {
	const requests: (JudgeRequest & { readonly headers: IncomingMessage['headers'] })[] = [];
	const endpoints = createBatchEndpoints(options.batch ?? {}, (body) => {
		const index = requests.push({ ...body, headers: {} }) - 1;
		return answerLine(index, body, options);
	});
	const server = createServer((request, response) => {
		if (endpoints.handle(request, response)) return;
		readJson(request).then((body) => {
			const index = requests.push({ ...body, headers: request.headers }) - 1;
			answer(response, index, body, request.headers.authorization, options);
		}, response.destroy.bind(response));
	});
	server.listen(options.port ?? 0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('the server has no port');
	const close = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return {
		baseUrl: `http://127.0.0.1:${address.port}/v1`,
		requests,
		batches: endpoints.batches,
		close,
	};
}

async function readJson(request: IncomingMessage): Promise<JudgeRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	return JSON.parse(Buffer.concat(chunks).toString());
}

function answer(
	response: ServerResponse,
	index: number,
	request: JudgeRequest,
	authorization: string | undefined,
	options: JudgeServerOptions,
): void {
	response.setHeader('x-request-id', `req_${index}`);
	for (const [name, value] of Object.entries(options.headers ?? {})) {
		response.setHeader(name, value);
	}
	if (options.apiKey !== undefined && authorization !== `Bearer ${options.apiKey}`) {
		const message = `Incorrect API key provided: ${authorization?.slice(7)}.`;
		sendError(response, { kind: 'status', status: 401, code: 'invalid_api_key', message });
		return;
	}
	const fault = options.fault?.(index, request);
	const send = () => sendFaulty(response, index, fault, request, options);
	if (options.latencyMs === undefined) send();
	else setTimeout(send, options.latencyMs);
}

/** What a line of a batch gets: a completion, a malformed one, or an error status. */
function answerLine(index: number, request: JudgeRequest, options: JudgeServerOptions) {
	const fault = options.fault?.(index, request);
	const requestId = `req_${index}`;
	if (fault?.kind === 'status') {
		const error = { message: fault.message ?? 'refused', type: 'error', code: fault.code ?? null };
		return { status: fault.status, requestId, body: { error } };
	}
	const body = completion(request, fault, options);
	return { status: 200, requestId, body: options.body ? options.body(index, body, request) : body };
}

function sendFaulty(
	response: ServerResponse,
	index: number,
	fault: JudgeFault | undefined,
	request: JudgeRequest,
	options: JudgeServerOptions,
): void {
	const body = completion(request, fault, options);
	switch (fault?.kind) {
		case 'hang':
			return;
		case 'reset':
			response.socket?.resetAndDestroy();
			return;
		case 'status':
			sendError(response, fault);
			return;
		case 'stall':
			response.writeHead(200, { 'content-type': 'application/json' }).write('{"choices":');
			return;
		case 'drip':
			drip(response, JSON.stringify(body), fault.overMs);
			return;
		case 'malformed':
			if (sendBrokenBody(response, fault.as, body)) return;
			break;
		case undefined:
	}
	const sent: unknown = options.body ? options.body(index, body, request) : body;
	response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(sent));
}

function completion(
	request: JudgeRequest,
	fault: JudgeFault | undefined,
	options: JudgeServerOptions,
): Record<string, unknown> {
	const { content, refusal, finishReason } =
		fault?.kind === 'malformed'
			? malformedChoice(fault.as)
			: { content: judge(request, options), refusal: null, finishReason: 'stop' };
	const usual = { prompt_tokens: 1000, completion_tokens: 200, total_tokens: 1200 };
	const usage = options.usage?.(request) ?? usual;
	return {
		id: 'chatcmpl-test',
		object: 'chat.completion',
		model: options.reportedModel?.(request) ?? request.model,
		choices: [
			{ index: 0, finish_reason: finishReason, message: { role: 'assistant', content, refusal } },
		],
		...(options.hasUsage === false ? {} : { usage }),
	};
}

function judge(request: JudgeRequest, { reply, policy = 'hash' }: JudgeServerOptions): string {
	const replayed = reply?.(request);
	if (replayed !== undefined) return replayed;
	const prompt = request.messages.find((message) => message.role === 'user')?.content ?? '';
	return `Both answers were compared.\n\n[[${decideByPolicy(policy, prompt)}]]`;
}

function sendError(response: ServerResponse, fault: JudgeFault & { kind: 'status' }): void {
	const { status, headers, code = null, message = `status ${status}` } = fault;
	const error = { message, type: 'invalid_request_error', param: null, code };
	response.writeHead(status, { 'content-type': 'application/json', ...headers });
	response.end(JSON.stringify({ error }));
}

function drip(response: ServerResponse, text: string, overMs: number): void {
	const size = Math.ceil(text.length / 10);
	let at = 0;
	response.writeHead(200, { 'content-type': 'application/json' });
	const timer = setInterval(() => {
		response.write(text.slice(at, (at += size)));
		if (at < text.length) return;
		clearInterval(timer);
		response.end();
	}, overMs / 10);
	response.once('close', () => clearInterval(timer));
}
