import { CODEJOUST_API_URL } from '$app/env/private';
import {
	createClient,
	type InvalidParam,
	ProblemError,
	type Client,
} from '@codejoust/contract/client';
import { error, type RequestEvent } from '@sveltejs/kit';
import { noteReads } from './api-reads.ts';

const TIMEOUT_MS = 15_000;

/**
 * Asks the API for what a page shows: in process where the server handed its own fetch over, else
 * over HTTP. A refusal becomes the page's error with the server's sentence, silence becomes a 503.
 */
export async function askApi<Result>(
	event: Pick<RequestEvent, 'platform' | 'locals'>,
	ask: (client: Client) => Promise<Result>,
	key?: string,
): Promise<Result> {
	try {
		return await ask(openClient(event, key));
	} catch (cause) {
		const trouble = describeTrouble(cause);
		if (!trouble) throw cause;
		error(trouble.status, trouble.title, describeInvalid(cause) ?? { detail: trouble.detail });
	}
}

/** The API's client, with an operator's key where one is given. */
export function openClient(event: Pick<RequestEvent, 'platform' | 'locals'>, key?: string): Client {
	return createClient({
		baseUrl: CODEJOUST_API_URL,
		fetch: noteReads(askPlainly(event), event.locals.reads),
		...(key === undefined ? {} : { key }),
	});
}

/** The way to the API: in this process where it was handed over, else HTTP. */
export function askPlainly({ platform }: Pick<RequestEvent, 'platform'>) {
	return platform?.req.codejoustApi ?? overHttp;
}

function overHttp(request: Request): Promise<Response> {
	return fetch(request, { signal: AbortSignal.timeout(TIMEOUT_MS) });
}

export type Trouble = { readonly status: number; readonly title: string; readonly detail: string };

/** What a reader is told when the API refuses, fails or is silent; undefined for anything else, which is a bug. */
export function describeTrouble(cause: unknown): Trouble | undefined {
	if (cause instanceof ProblemError) {
		const { status, title, detail } = cause.problem;
		return status < 500
			? { status, title, detail }
			: { status: 502, title: 'The API could not answer', detail };
	}
	if (!isSilence(cause)) return undefined;
	return {
		status: 503,
		title: 'The API is not reachable',
		detail: 'The pages are up, but the server behind them does not answer. Try again in a minute.',
	};
}

/** Every part of an address that is not valid, with why; a page has no fields beside which that could stand. */
function describeInvalid(cause: unknown): { detail: string; fields: string[] } | undefined {
	if (!(cause instanceof ProblemError)) return undefined;
	const { detail, errors = [] } = cause.problem;
	if (errors.length === 0 || !detail.startsWith('Not valid:')) return undefined;
	return {
		detail: errors.map(describeParam).join(' '),
		fields: errors.map(({ name }) => name),
	};
}

/** `model "X": A slug has 1 to 80 characters.` */
function describeParam({ name, value, reason }: InvalidParam): string {
	return `${name}${value === undefined ? '' : ` "${String(value)}"`}: ${reason}`;
}

/** Undici says so when nobody listens, the signal when nobody answers in time. */
function isSilence(cause: unknown): boolean {
	if (!(cause instanceof Error)) return false;
	return cause.message === 'fetch failed' || cause.name === 'TimeoutError';
}
