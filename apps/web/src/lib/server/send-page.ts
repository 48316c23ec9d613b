import type { RequestEvent } from '@sveltejs/kit';
import type { Handle } from '@sveltejs/kit/hooks';
import { askPlainly } from './api.ts';
import { areUnchanged } from './api-reads.ts';
import { compressPage, takesGzip } from './compress.ts';
import { keepPages, type KeptPage } from './kept-pages.ts';
import { isKnown } from './known-tag.ts';
import { stripMarkers } from './strip-markers.ts';

type Resolve = Parameters<Handle>[0]['resolve'];

const MOST_BYTES = 32 * 1024 * 1024;
const SECURITY_HEADERS = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'strict-origin-when-cross-origin',
	'cross-origin-opener-policy': 'same-origin',
	'permissions-policy': 'camera=(), geolocation=(), microphone=()',
} as const;

const pages = keepPages(MOST_BYTES);

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
	const make = async () => keepable(event, await render(event, resolve));
	if (!isShareable) return answer(event.request, await make());
	const page = await pages.get(keyOf(event), {
		// An API that is silent is told by the page, which then asks it again.
		isStill: (madeFrom) => areUnchanged(askPlainly(event), madeFrom).catch(() => false),
		make,
	});
	return answer(event.request, page);
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
function keyOf({ request, url }: RequestEvent): string {
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
	if (event.locals.reads.isPrivate) {
		response.headers.set('cache-control', OWN);
		response.headers.delete('cdn-cache-control');
	}
	const { retryAfter } = event.locals.reads;
	if (response.status === 429 && retryAfter !== undefined)
		response.headers.set('retry-after', retryAfter);
	return response;
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
