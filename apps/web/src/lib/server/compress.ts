import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const gzipAsync = promisify(gzip);
const SMALLEST_BYTES = 1024;

/** The response gzipped where the reader takes gzip and the body is text worth it; a 304 where it is known; else as it is. */
export async function compressPage(request: Request, response: Response): Promise<Response> {
	const isText = /^(text\/|application\/(json|atom\+xml))/.test(
		response.headers.get('content-type') ?? '',
	);
	if (!isText || response.body === null || response.headers.has('content-encoding'))
		return response;
	response.headers.append('vary', 'accept-encoding');
	// SvelteKit compares tags after this and knows no weak ones, which a gzipped page has.
	if (isKnown(request, response.headers.get('etag')))
		return new Response(null, { status: 304, headers: withoutContent(response.headers) });
	if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) return response;
	const body = Buffer.from(await response.arrayBuffer());
	const headers = new Headers(response.headers);
	if (body.length < SMALLEST_BYTES) return new Response(body, { status: response.status, headers });
	const small = await gzipAsync(body, { level: 6 });
	headers.set('content-encoding', 'gzip');
	const etag = headers.get('etag');
	// Other bytes than the plain page's, so the tag may only claim the same meaning.
	if (etag?.startsWith('"')) headers.set('etag', `W/${etag}`);
	headers.set('content-length', String(small.length));
	return new Response(small, { status: response.status, headers });
}

/** True when the reader names the page's tag, weak or not (RFC 9110, 13.1.2). */
function isKnown(request: Request, etag: string | null): boolean {
	if (etag === null) return false;
	const tags = request.headers.get('if-none-match')?.split(',') ?? [];
	return tags.some((tag) => bare(tag.trim()) === bare(etag));
}

const bare = (tag: string) => tag.replace(/^W\//, '');

function withoutContent(given: Headers): Headers {
	return new Headers([...given].filter(([name]) => !name.startsWith('content-')));
}
