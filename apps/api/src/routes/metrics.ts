import { Hono } from 'hono';
import type { ApiDeps } from '../deps.ts';

/** Prometheus metrics of this process. Not part of the public API. */
export function metricsRoutes({ metrics, queueDepth }: ApiDeps) {
	return new Hono().get('/metrics', async (context) => {
		metrics.setQueue(await queueDepth());
		const body = await metrics.registry.metrics();
		return context.body(body, 200, { 'content-type': metrics.registry.contentType });
	});
}
