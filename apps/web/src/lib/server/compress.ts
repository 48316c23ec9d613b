import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const gzipAsync = promisify(gzip);
const SMALLEST_BYTES = 1024;

/** The response gzipped where the reader takes gzip and the body is text worth it; else as it is. */
export async function compressPage(request: Request, response: Response): Promise<Response> {
	const isText = /^(text\/|application\/(json|atom\+xml))/.test(
		response.headers.get('content-type') ?? '',
	);
	if (!isText || response.body === null || response.headers.has('content-encoding'))
		return response;
	response.headers.append('vary', 'accept-encoding');
	if (!takesGzip(request)) return response;
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

/** A weight of zero says that a reader does not take it. */
export function takesGzip(request: Request): boolean {
	return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(
		request.headers.get('accept-encoding') ?? '',
	);
}
