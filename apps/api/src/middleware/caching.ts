import type { MiddlewareHandler } from 'hono';
import { etag } from 'hono/etag';

/** Public reads: an ETag for revalidation, and a few seconds in any cache. */
export const revalidate: MiddlewareHandler[] = [
	etag({ weak: true }),
	async (context, next) => {
		await next();
		if (
			context.req.method === 'GET' &&
			context.res.status === 200 &&
			!context.res.headers.has('cache-control')
		)
			context.res.headers.set('cache-control', 'public, max-age=2, stale-while-revalidate=30');
	},
];
