import { asProblem, ProblemError } from './problem-error.ts';

export type ClientOptions = {
	/** Where the server is, without `/v1`: `http://127.0.0.1:3000`. */
	readonly baseUrl: string;
	/** The fetch to use; in process it is the app's own, so that a page costs no HTTP request. */
	readonly fetch?: (request: Request) => Response | Promise<Response>;
	/** An API key; needed for what writes. */
	readonly key?: string;
};

export type Sender = ReturnType<typeof openSender>;

/** Sends the requests of the typed client to one server. Each throws `ProblemError` when the server refuses. */
export function openSender(options: ClientOptions) {
	const call = <Result>(method: string, path: string, given: Given = {}) =>
		request<Result>(options, { method, path, ...given });
	return {
		call,
		get: <Result>(path: string, query?: Query) => call<Result>('GET', path, { query }),
		post: <Result>(path: string, json?: unknown, idempotencyKey?: string) =>
			call<Result>('POST', path, { json, idempotencyKey }),
		patch: <Result>(path: string, json: unknown) => call<Result>('PATCH', path, { json }),
		download: (path: string, query?: Query) => download(options, path, query),
		urlOf: (path: string) => new URL(path, options.baseUrl).href,
	};
}

/** A page of a list; `next_cursor` asks for the one after it. */
export type Page<Item> = { readonly items: readonly Item[]; readonly next_cursor: string | null };
export type Query = Readonly<Record<string, string | number | undefined>>;
export type FileBody = Uint8Array<ArrayBuffer> | Blob;

/** What a request has apart from its method and path. */
export type Given = {
	readonly query?: Query | undefined;
	readonly json?: unknown;
	/** Sent as it is, in place of `json`. */
	readonly body?: FileBody | FormData;
	readonly contentType?: string;
	readonly isGzip?: boolean | undefined;
	readonly ifMatch?: number | undefined;
	/** Undefined: a new one for each call. */
	readonly idempotencyKey?: string | undefined;
};

type Call = Given & { readonly method: string; readonly path: string };

async function request<Result>(options: ClientOptions, call: Call): Promise<Result> {
	const body = call.body ?? (call.json === undefined ? undefined : JSON.stringify(call.json));
	const response = await (options.fetch ?? fetch)(
		new Request(urlOf(options, call), {
			method: call.method,
			headers: headersOf(options, call),
			...(body === undefined ? {} : { body }),
		}),
	);
	const text = await response.text();
	const value: unknown = readJson(text);
	// The server's own contract tests hold its answers to these types; they are trusted here.
	if (response.ok && value !== undefined) return value as Result;
	throw new ProblemError(asProblem(value, response.status, text));
}

async function download(options: ClientOptions, path: string, query?: Query): Promise<Response> {
	const call = { method: 'GET', path, query };
	const headers = headersOf(options, call);
	headers.set('accept', '*/*');
	const response = await (options.fetch ?? fetch)(new Request(urlOf(options, call), { headers }));
	if (response.ok) return response;
	const text = await response.text();
	throw new ProblemError(asProblem(readJson(text), response.status, text));
}

function urlOf({ baseUrl }: ClientOptions, { path, query }: Call): URL {
	const url = new URL(path, baseUrl);
	for (const [key, value] of Object.entries(query ?? {}))
		if (value !== undefined && value !== '') url.searchParams.set(key, String(value));
	return url;
}

function headersOf(options: ClientOptions, call: Call): Headers {
	const headers = new Headers({ accept: 'application/json' });
	if (options.key) headers.set('authorization', `Bearer ${options.key}`);
	if (call.method !== 'GET')
		headers.set('idempotency-key', call.idempotencyKey ?? crypto.randomUUID());
	const type = call.contentType ?? (call.json === undefined ? undefined : 'application/json');
	if (type) headers.set('content-type', type);
	if (call.isGzip) headers.set('content-encoding', 'gzip');
	if (call.ifMatch !== undefined) headers.set('if-match', `"${call.ifMatch}"`);
	return headers;
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
