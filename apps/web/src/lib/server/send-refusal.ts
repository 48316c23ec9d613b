import type { RequestEvent } from '@sveltejs/kit';
import type { Handle } from '@sveltejs/kit/hooks';
import { drawPage } from './send-page.ts';

type Resolve = Parameters<Handle>[0]['resolve'];
type Refusal = { readonly limit: number; readonly retryAfterSeconds: number };
type Template = { readonly headers: readonly (readonly [string, string])[]; readonly html: string };

/** What the page has in place of its numbers: it is made once, since those whom it refuses ask often. */
const NUMBERS = { limit: '{limit}', seconds: '{seconds}' } as const;

/** The sentence of the page that refuses a visitor. */
export const REFUSED_DETAIL = `This address may ask for ${NUMBERS.limit} pages a minute. Try again in ${NUMBERS.seconds} s.`;

let template: Promise<Template> | undefined;

/** The page for a visitor who asks for too many, at the price of a text. */
export async function sendRefusal(
	event: RequestEvent,
	resolve: Resolve,
	{ limit, retryAfterSeconds }: Refusal,
): Promise<Response> {
	template ??= drawTemplate(event, resolve).catch((error: unknown) => {
		template = undefined;
		throw error;
	});
	const { headers, html } = await template;
	const body = html
		.replace(NUMBERS.limit, String(limit))
		.replace(NUMBERS.seconds, String(retryAfterSeconds));
	const own: [string, string][] = [
		['cache-control', 'no-store'],
		['retry-after', String(retryAfterSeconds)],
	];
	const kept = headers.map(([name, value]): [string, string] => [name, value]);
	return new Response(body, { status: 429, headers: [...kept, ...own] });
}

/** What the headers say of the numbers that are not there yet is left out. */
async function drawTemplate(event: RequestEvent, resolve: Resolve): Promise<Template> {
	const response = await drawPage(event, resolve);
	const left = new Set(['content-length', 'etag', 'cache-control']);
	const headers = [...response.headers].filter(([name]) => !left.has(name));
	return { headers, html: await response.text() };
}
