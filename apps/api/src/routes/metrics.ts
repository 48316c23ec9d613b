import { Hono } from 'hono';
import type { ApiDeps } from '../deps.ts';
import { keepReading } from '../kept-reading.ts';
import { presentEndpoint } from '../present/endpoint.ts';
import { createServiceGauges } from '../service-gauges.ts';
import { readMeasures } from '../use-cases/operation/read-measures.ts';

/** The database is asked no more often than this, whoever scrapes. */
const KEPT_MS = 5_000;
/** A scrape without the figures of the database is better than none: Prometheus waits 10 s. */
const PATIENCE_MS = 3_000;

/** Prometheus metrics of this process and of the installation. Not part of the public API. */
export function metricsRoutes(deps: ApiDeps) {
	const { metrics, log } = deps;
	const gauges = createServiceGauges(metrics.registry);
	const read = keepReading(() => readMeasures(deps), {
		keptMs: KEPT_MS,
		patienceMs: PATIENCE_MS,
		tick: () => performance.now(),
	});
	return new Hono().get('/metrics', async (context) => {
		const measures = await read().catch((error: unknown) => {
			log.warn({ err: error }, 'the figures of the metrics could not be read');
			return undefined;
		});
		gauges.set(measures && { ...measures, endpoints: measures.endpoints.map(presentEndpoint) });
		metrics.readProcess();
		const body = await metrics.registry.metrics();
		return context.body(body, 200, { 'content-type': metrics.registry.contentType });
	});
}
