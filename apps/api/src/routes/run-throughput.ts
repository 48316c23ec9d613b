import { createRoute, z } from '@hono/zod-openapi';
import { runThroughput } from '@codejoust/contract/schemas/run-throughput';
import { viewerOf } from '../middleware/reader.ts';
import { readThroughput } from '../use-cases/runs/read-throughput.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import type { RouteDeps } from './route-deps.ts';

const throughput = createRoute({
	method: 'get',
	path: '/v1/runs/{id}/throughput',
	tags: ['runs'],
	summary: 'The replies of a run over time, with what they cost',
	description: 'Spans without a reply are left out; what was known before the run is not in it.',
	request: { params: z.object({ id: z.string().max(80) }) },
	responses: { 200: json(runThroughput, 'Oldest first'), ...problems('not-found') },
});

/** How fast a run goes. */
export function runThroughputRoutes(deps: RouteDeps) {
	return newApp().openapi(throughput, async (context) => {
		const { id } = context.req.valid('param');
		const found = await readThroughput(deps, { id, viewer: viewerOf(context), now: deps.now() });
		const spans = found.spans.map(({ at, scored, unscored, costMicroUsd }) => ({
			at: at.toISOString(),
			scored,
			unscored,
			cost_micro_usd: costMicroUsd,
		}));
		return context.json({ seconds: found.seconds, spans }, 200);
	});
}
