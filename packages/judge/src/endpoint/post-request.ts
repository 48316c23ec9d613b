import { type Dispatcher, request } from 'undici';
import type { CallRoute } from './openai-client.ts';
import { createReadReplyBody, type ReplyHeaders } from './reply-body.ts';

/** Of the SDK's own headers only these leave the process: no telemetry, nothing taken from the environment. */
const SENT_HEADERS = ['authorization', 'content-type', 'accept', 'user-agent'] as const;

/** An answer of any status, read to its end. */
export type PostReply = {
	readonly status: number;
	readonly headers: PostHeaders;
	readonly body: string;
};

type PostHeaders = {
	get(name: string): string | null;
	entries(): Iterable<readonly [name: string, value: string]>;
};

export type PostCall = {
	/** Ends the call wherever it is: connecting, waiting or reading. */
	readonly signal: AbortSignal;
	readonly headersMs: number;
	readonly stallMs: number;
};

/**
 * A POST of JSON by undici's `request`: under half of the CPU of the global fetch. The reply has been read when it resolves,
 * so the deadlines and the signal of the call cover all of it; one of more than `maxReplyBytes` rejects.
 */
export function createPost(
	dispatcher: Dispatcher,
	maxReplyBytes: number,
): (route: PostRoute, body: string, call: PostCall) => Promise<PostReply> {
	const readBody = createReadReplyBody(maxReplyBytes);
	return async ({ url, headers }, body, call) => {
		const reply = await request(url, {
			dispatcher,
			method: 'POST',
			headers,
			body,
			signal: call.signal,
			headersTimeout: call.headersMs,
			bodyTimeout: call.stallMs,
		});
		const text = await readBody(reply, call.signal);
		return { status: reply.statusCode, headers: readHeaders(reply.headers), body: text };
	};
}

/** Where every call of a client goes, and the headers that leave the process. */
export type PostRoute = { readonly url: string; readonly headers: Record<string, string> };

/** @param moreHeaders names of further headers that are sent, in lower case */
export function sentRoute(
	{ url, headers }: CallRoute,
	moreHeaders: readonly string[] = [],
): PostRoute {
	const sent: Record<string, string> = {};
	for (const name of new Set([...SENT_HEADERS, ...moreHeaders])) {
		const value = headers.get(name);
		if (value !== null) sent[name] = value;
	}
	return { url, headers: sent };
}

function readHeaders(headers: ReplyHeaders): PostHeaders {
	const get = (name: string) => {
		const value = headers[name.toLowerCase()];
		return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
	};
	return {
		get,
		entries: () => Object.keys(headers).map((name) => [name, get(name) ?? ''] as const),
	};
}
