import { request } from 'undici';
import { z } from 'zod';
import type { EndpointSettings } from './endpoint-settings.ts';
import { routeHeaders } from './openai-client.ts';
import { readError } from '../reply/error-object.ts';
import { redactMessage } from '../reply/redact.ts';
import { errorCode } from './call-error.ts';
import { redactSecrets } from './redact-secrets.ts';
import { createReadReplyBody } from './reply-body.ts';

/** What came of asking an endpoint which models it has. */
export type ListedModels =
	| { readonly kind: 'models'; readonly ids: readonly string[] }
	/** An answer without a list. */
	| {
			readonly kind: 'answer';
			readonly status: number;
			/** The provider's words, without secrets; empty where it says nothing readable. */
			readonly message: string;
			/** Where a redirect leads, without its query. */
			readonly location?: string;
	  }
	/** No answer: the code that Node or undici gives. */
	| { readonly kind: 'failure'; readonly code: string };

const LONGEST_MS = 30_000;
const MOST_MODELS = 10_000;

const modelList = z.object({
	data: z.array(z.object({ id: z.string().max(300) })).max(MOST_MODELS),
});
/**
 * Asks for `{base}/models`, `addition` between both. A redirect is not followed. Rejects only when the signal aborts.
 *
 * @param addition a path that begins with a slash, or nothing
 */
export async function listModels(
	settings: EndpointSettings,
	signal: AbortSignal,
	addition = '',
): Promise<ListedModels> {
	signal.throwIfAborted();
	const url = new URL(settings.baseUrl);
	url.pathname = `${url.pathname.replace(/\/+$/, '')}${addition}/models`;
	const deadlineMs = Math.min(LONGEST_MS, settings.callTimeoutMs);
	const ending = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
	try {
		const reply = await request(url, {
			headers: headersOf(settings),
			signal: ending,
			// The connection is not kept: the server might close it just as the next list is asked for.
			reset: true,
		});
		const location = locationOf(reply.headers['location']);
		const text = await createReadReplyBody(settings.maxReplyBytes)(reply, ending);
		const listed = modelList.safeParse(parse(text)).data;
		const isGood = reply.statusCode >= 200 && reply.statusCode < 300;
		if (isGood && listed) return { kind: 'models', ids: listed.data.map(({ id }) => id) };
		return {
			kind: 'answer',
			status: reply.statusCode,
			message: plainWords(wordsOf(parse(text)), settings),
			...(location === undefined ? {} : { location }),
		};
	} catch (error) {
		signal.throwIfAborted();
		const code = ending.aborted ? 'TIMEOUT' : errorCode(error);
		return { kind: 'failure', code: code === '' ? 'UNKNOWN' : code };
	}
}

function headersOf(settings: EndpointSettings): Record<string, string> {
	const { apiKey, auth } = settings;
	const bearer =
		auth.kind === 'bearer' && apiKey !== '' ? { authorization: `Bearer ${apiKey}` } : {};
	const more = Object.entries(routeHeaders(settings)).filter(
		(entry): entry is [string, string] => entry[1] !== null,
	);
	return { accept: 'application/json', ...bearer, ...Object.fromEntries(more) };
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function wordsOf(body: unknown): string {
	return body === undefined ? '' : (readError(body, Date.now()).message ?? '');
}

function plainWords(words: string, { apiKey, secretHeaders }: EndpointSettings): string {
	return redactSecrets(redactMessage(words, apiKey), secretHeaders);
}

function locationOf(value: string | string[] | undefined): string | undefined {
	const [first] = [value ?? []].flat();
	return first?.split(/[?#]/)[0]?.slice(0, 200);
}
