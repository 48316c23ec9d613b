import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import type { ApiEnvironment } from './authenticate.ts';

/** Reads: an ETag for revalidation, and a few seconds in any cache; what was asked with a key is kept in no shared one. */
export const revalidate: MiddlewareHandler<ApiEnvironment>[] = [
	etag({ weak: true, generateDigest: digest }),
	async (context, next) => {
		tagJson(context);
		await next();
		if (
			context.req.method === 'GET' &&
			context.res.status === 200 &&
			!context.res.headers.has('cache-control')
		)
			context.res.headers.set('cache-control', cachingFor(context));
		if (context.req.method === 'GET') context.res.headers.append('vary', 'authorization');
	},
];

/**
 * Compresses for those who take it. The library would put the answer of everyone else into a new one too, whose bytes are then
 * read through a stream before they are sent.
 */
export function compressForTakers(): MiddlewareHandler<ApiEnvironment> {
	const compressed = compress();
	return async (context, next) => {
		if (/gzip|deflate|\*/i.test(context.req.header('accept-encoding') ?? ''))
			return compressed(context, next);
		await next();
		context.res.headers.append('vary', 'accept-encoding');
	};
}

/** Tags JSON when it is written: the library would read it back from the finished answer, which copies it through streams. */
function tagJson(context: Context<ApiEnvironment>): void {
	const write = context.json;
	const writeTagged = (value: unknown, status?: unknown, headers?: Record<string, string>) => {
		if (status !== 200 || !['GET', 'HEAD'].includes(context.req.method))
			return write(value as object, status as 200, headers);
		const text = JSON.stringify(value);
		const etag = `W/"${createHash('sha1').update(text).digest('hex')}"`;
		return context.body(text, 200, { 'content-type': 'application/json', etag, ...headers });
	};
	// The types of the original tell routes what they answer; this answers the same.
	context.json = writeTagged as unknown as typeof context.json;
}

/** How an answer may be kept whose route does not say. What a link opens may be revoked at any moment: it is kept nowhere. */
export function cachingFor(context: Context<ApiEnvironment>): string {
	if (context.get('link')) return 'private, no-store';
	return context.get('reader')
		? 'private, no-cache'
		: 'public, max-age=2, stale-while-revalidate=30';
}

/** At once: the asynchronous digest waits for a thread longer than a small answer takes. */
function digest(body: Uint8Array): ArrayBuffer {
	return new Uint8Array(createHash('sha1').update(body).digest()).buffer;
}
