import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A request as a provider's server received it. */
export type ProviderRequest = {
	readonly method: string;
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly headers: IncomingMessage['headers'];
	readonly body: Readonly<Record<string, unknown>>;
};

/** An answer in a provider's own words. */
export type ProviderAnswer = {
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body: unknown;
};

/** What makes a provider's server: where it answers, what it wants, and how it writes. */
export type ProviderShape = {
	/** Of the address, before /chat/completions and /models. */
	readonly base: string;
	/** Why a request is refused; undefined for one that is as the provider wants it. */
	readonly refuse: (request: ProviderRequest) => ProviderAnswer | undefined;
	/** Of a chat that is not refused. */
	readonly complete: (request: ProviderRequest, verdict: string) => ProviderAnswer;
	/** Absent: the provider has no list. */
	readonly models?: readonly string[];
};

export type ProviderServer = {
	/** `http://127.0.0.1:<port><base>` */
	readonly baseUrl: string;
	readonly requests: readonly ProviderRequest[];
	close(): Promise<void>;
};

/** A server that behaves as one provider does, on a free port of 127.0.0.1. */
export async function startProvider(shape: ProviderShape): Promise<ProviderServer> {
	const requests: ProviderRequest[] = [];
	const server = createServer((incoming, response) => {
		read(incoming).then((request) => {
			requests.push(request);
			send(response, answer(request, shape));
		}, response.destroy.bind(response));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('the server has no port');
	return {
		baseUrl: `http://127.0.0.1:${address.port}${shape.base}`,
		requests,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function read(incoming: IncomingMessage): Promise<ProviderRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk);
	const text = Buffer.concat(chunks).toString();
	const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
	return {
		method: incoming.method ?? '',
		path: url.pathname,
		query: Object.fromEntries(url.searchParams),
		headers: incoming.headers,
		body: text === '' ? {} : JSON.parse(text),
	};
}

function answer(request: ProviderRequest, shape: ProviderShape): ProviderAnswer {
	const { method, path } = request;
	const isList = method === 'GET' && path === `${shape.base}/models` && shape.models !== undefined;
	const isChat = method === 'POST' && path === `${shape.base}/chat/completions`;
	if (!isList && !isChat) return { status: 404, body: { detail: 'Not Found' } };
	const refused = shape.refuse(request);
	if (refused) return refused;
	if (isList)
		return {
			body: { object: 'list', data: (shape.models ?? []).map((id) => ({ id, object: 'model' })) },
		};
	return shape.complete(request, 'After a comparison of both answers:\n\n[[A>B]]');
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: ProviderAnswer) {
	response.writeHead(status, { 'content-type': 'application/json', ...headers });
	response.end(JSON.stringify(body));
}

/** A chat completion as OpenAI writes it, with this message. */
export function completionOf(
	{ body }: ProviderRequest,
	message: Readonly<Record<string, unknown>>,
	more: Readonly<Record<string, unknown>> = {},
): ProviderAnswer {
	return {
		body: {
			id: 'chatcmpl-1',
			object: 'chat.completion',
			created: 1_700_000_000,
			model: body['model'],
			choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', ...message } }],
			usage: { prompt_tokens: 1500, completion_tokens: 120, total_tokens: 1620 },
			...more,
		},
	};
}
