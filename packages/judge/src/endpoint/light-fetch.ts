import { type Dispatcher, request } from 'undici';
import { createReadReplyBody, type ReplyHeaders } from './reply-body.ts';

/** Of the SDK's own headers only these leave the process: no telemetry, nothing taken from the environment. */
const SENT_HEADERS = ['authorization', 'content-type', 'accept', 'user-agent'] as const;

/** The part of a fetch response that the openai SDK reads when it does not stream. */
type LightResponse = {
	/** Always: the SDK hands an answer of any status over as it came. */
	readonly ok: true;
	readonly status: number;
	readonly url: string;
	readonly headers: LightHeaders;
	readonly body: null;
	text(): Promise<string>;
};

type LightHeaders = {
	get(name: string): string | null;
	entries(): Iterable<readonly [string, string]>;
};

/** What a call carries past the SDK to the transport. */
export type LightCall = {
	/** Ends the call wherever it is: connecting, waiting or reading. */
	readonly signal: AbortSignal;
	readonly headersMs: number;
	readonly stallMs: number;
};

type LightInit = {
	readonly headers?: { get(name: string): string | null };
	readonly body?: unknown;
	readonly call: LightCall;
};

/**
 * A fetch for the openai SDK on undici's `request`: under half of the CPU of the global fetch. The body has been read
 * when it resolves, so the deadlines and the signal of the call cover all of it; one of more than `maxReplyBytes` rejects.
 */
export function createLightFetch(
	dispatcher: Dispatcher,
	maxReplyBytes: number,
	/** Names of further headers that are sent, in lower case. */
	moreHeaders: readonly string[] = [],
) {
	const readBody = createReadReplyBody(maxReplyBytes);
	const names = [...new Set([...SENT_HEADERS, ...moreHeaders])];
	return async (url: string, { headers, body, call }: LightInit): Promise<LightResponse> => {
		const reply = await request(url, {
			dispatcher,
			method: 'POST',
			headers: sentHeaders(headers, names),
			body: typeof body === 'string' ? body : null,
			signal: call.signal,
			headersTimeout: call.headersMs,
			bodyTimeout: call.stallMs,
		});
		const text = await readBody(reply, call.signal);
		return {
			ok: true,
			status: reply.statusCode,
			url,
			headers: readHeaders(reply.headers),
			body: null,
			text: () => Promise.resolve(text),
		};
	};
}

function sentHeaders(
	headers: LightInit['headers'],
	names: readonly string[],
): Record<string, string> {
	const sent: Record<string, string> = {};
	for (const name of names) {
		const value = headers?.get(name);
		if (value != null) sent[name] = value;
	}
	return sent;
}

function readHeaders(headers: ReplyHeaders): LightHeaders {
	const get = (name: string) => {
		const value = headers[name.toLowerCase()];
		return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
	};
	return {
		get,
		entries: () => Object.keys(headers).map((name) => [name, get(name) ?? ''] as const),
	};
}
