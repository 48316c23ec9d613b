import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { etag } from 'hono/etag';
import type { ApiEnvironment } from './authenticate.ts';

/** Reads: an ETag for revalidation, and a few seconds in any cache; what was asked with a key is kept in no shared one. */
export const revalidate: MiddlewareHandler<ApiEnvironment>[] = [
	etag({ weak: true, generateDigest: digest }),
	async (context, next) => {
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
