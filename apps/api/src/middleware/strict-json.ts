import type { MiddlewareHandler } from 'hono';
import { contentTypeOf } from './decode-body.ts';
import { readBody, readJsonText } from './read-body.ts';

const MAX_BYTES = 1024 * 1024;
/** An id and a hash for each answer of a file. */
const MAX_BYTES_OF_HASHES = 8 * MAX_BYTES;
const HASHES = /^\/v1\/benchmarks\/[^/]+\/copies$/;

/** Routes that read their body themselves: files, and JSON that holds the rows of one. */
const OWN_READERS =
	/^\/v1\/(?:benchmarks|submissions|submissions\/check|submissions\/[^/]+\/responses)$/;

/** Every other JSON body is read here, at most 1 MiB (8 MiB of hashes) and strictly, before the routes' validators see it. */
export const strictJson: MiddlewareHandler = async (context, next) => {
	const { method, path } = context.req;
	const isRead = method !== 'GET' && method !== 'HEAD' && !OWN_READERS.test(path);
	if (isRead && contentTypeOf(context.req) === 'application/json') {
		const most = HASHES.test(path) ? MAX_BYTES_OF_HASHES : MAX_BYTES;
		const body = readJsonText(await readBody(context.req, most));
		const { url, headers, signal } = context.req.raw;
		context.req.raw = new Request(url, { method, headers, body, signal });
	}
	await next();
};
