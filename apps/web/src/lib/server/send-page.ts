import type { RequestEvent } from '@sveltejs/kit';
import type { Handle } from '@sveltejs/kit/hooks';
import { askPlainly } from './api.ts';
import { areUnchanged } from './api-reads.ts';
import { compressPage, takesGzip } from './compress.ts';
import { keepPages, type KeptPage } from './kept-pages.ts';
import { isKnown } from './known-tag.ts';
import { chooseParts, LIVE_FROM_HEADER, LIVE_HEADER, readPieces } from './live-parts.ts';
import { stripMarkers } from './strip-markers.ts';

type Resolve = Parameters<Handle>[0]['resolve'];

const MOST_BYTES = 32 * 1024 * 1024;
/** With its headers an answer to a page that reads itself again takes less than 5 KB. */
const MOST_LIVE_BYTES = 4400;
const SECURITY_HEADERS = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'strict-origin-when-cross-origin',
	'cross-origin-opener-policy': 'same-origin',
	'permissions-policy': 'camera=(), geolocation=(), microphone=()',
} as const;

const pages = keepPages(MOST_BYTES);

/** The one route that may be framed. */
const EMBEDDED = '/embed/[benchmark]';

/** Kept nowhere, by no cache on the way either. */
const OWN = 'private, no-store';

/**
 * Answers with a page: where it may be shared the kept one, if nothing that it shows has changed; a 304 to who has it
 * already. A page that turns out to be its reader's own is sent to nobody else.
 */
export async function sendPage(
	event: RequestEvent,
	resolve: Resolve,
	{ isShareable }: { readonly isShareable: boolean },
): Promise<Response> {
	if (event.request.method !== 'GET' || event.isDataRequest) return render(event, resolve);
	const has = event.request.headers.get(LIVE_HEADER);
	// The main part is cut before it is compressed.
	const taker = has === null ? event.request : new Request(event.url);
	const make = async () =>
		keepable(event, await compressPage(taker, await drawPage(event, resolve)));
	const page = isShareable
		? await pages.get(keyOf(taker, event.url), {
				// An API that is silent is told by the page, which then asks it again.
				isStill: (madeFrom) => areUnchanged(askPlainly(event), madeFrom).catch(() => false),
				make,
			})
		: await make();
	return has === null ? answer(event.request, page) : answerLive(event.request, page, has);
}

/**
 * To a page that reads itself again: the pieces of its main part that it does not have, as many as fit. It asks for the
 * others next.
 */
async function answerLive(request: Request, page: KeptPage, has: string): Promise<Response> {
	const pieces =
		page.status === 200 ? readPieces(new TextDecoder().decode(page.body), has) : undefined;
	if (pieces === undefined) return answer(request, page);
	const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': OWN };
	const from = Number.parseInt(request.headers.get(LIVE_FROM_HEADER) ?? '0') || 0;
	for (let most = Infinity; ;) {
		const { sent, ...live } = chooseParts(pieces, { most, from });
		const text = JSON.stringify(live);
		const response = await compressPage(request, new Response(text, { headers }));
		const bytes = Number(response.headers.get('content-length') ?? Buffer.byteLength(text));
		if (bytes <= MOST_LIVE_BYTES || sent <= 1) return response;
		most = Math.max(1, Math.floor((sent * MOST_LIVE_BYTES * 0.95) / bytes));
	}
}

function answer(request: Request, { status, headers: kept, body }: KeptPage): Response {
	const headers = new Headers(kept.map(([name, value]): [string, string] => [name, value]));
	// SvelteKit compares tags after this and knows no weak ones, which a gzipped page has.
	if (status === 200 && isKnown(request, headers.get('etag'))) {
		const left = [...headers].filter(([name]) => !name.startsWith('content-'));
		return new Response(null, { status: 304, headers: left });
	}
	return new Response(body.length === 0 ? null : body, { status, headers });
}

/** One page has two bodies: for who takes gzip and who does not. */
function keyOf(request: Request, url: URL): string {
	return `${takesGzip(request) ? 'gzip' : 'plain'} ${url.href}`;
}

async function render(event: RequestEvent, resolve: Resolve): Promise<Response> {
	return compressPage(event.request, await drawPage(event, resolve));
}

/** The page as SvelteKit makes it, with the headers that every page has. */
export async function drawPage(event: RequestEvent, resolve: Resolve): Promise<Response> {
	const response = await resolve(event, {
		transformPageChunk: ({ html }) => stripMarkers(html),
	});
	for (const [name, value] of Object.entries(SECURITY_HEADERS))
		// A page may tell less of its address than the others.
		if (name !== 'referrer-policy' || !response.headers.has(name))
			response.headers.set(name, value);
	if (event.route.id === EMBEDDED) allowFrames(response.headers);
	if (event.locals.reads.isPrivate) {
		response.headers.set('cache-control', OWN);
		response.headers.delete('cdn-cache-control');
	}
	const { retryAfter } = event.locals.reads;
	if (response.status === 429 && retryAfter !== undefined)
		response.headers.set('retry-after', retryAfter);
	return response;
}

/** Other sites may frame this page: it shows what everybody may read, and has nothing to press but links. */
function allowFrames(headers: Headers): void {
	const policy = headers.get('content-security-policy');
	if (policy !== null)
		headers.set(
			'content-security-policy',
			policy.replace("frame-ancestors 'none'", 'frame-ancestors *'),
		);
}

async function keepable({ locals }: RequestEvent, response: Response): Promise<KeptPage> {
	const { tags, isKeepable, isPrivate } = locals.reads;
	const isPublic = response.headers.get('cache-control')?.startsWith('public') ?? false;
	const isKept = isPublic && !isPrivate && isKeepable && response.status === 200;
	return {
		isPrivate,
		status: response.status,
		headers: [...response.headers],
		body: new Uint8Array(await response.arrayBuffer()),
		madeFrom: isKept ? tags : undefined,
	};
}
