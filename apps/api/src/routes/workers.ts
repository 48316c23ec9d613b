import { createRoute } from '@hono/zod-openapi';
import { listWorkers } from '@codejoust/db/queries/runs/workers';
import type { RouteDeps } from './route-deps.ts';
import { requireScope } from '../middleware/authenticate.ts';
import { presentWorker } from '../present/operation.ts';
import { workerList } from '@codejoust/contract/schemas/operation';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';

const list = createRoute({
	method: 'get',
	path: '/v1/workers',
	tags: ['operation'],
	summary: 'Live workers with their games, and the state of the queue',
	security: [{ key: [] }],
	responses: {
		200: json(workerList, 'Workers'),
		...problems('unauthenticated', 'forbidden'),
	},
});

/** Who plays, for operators. */
export function workerRoutes(deps: RouteDeps) {
	const app = newApp();
	app.get('/v1/workers', requireScope(deps, 'operate'));
	return app.openapi(list, async (context) => {
		const { chunks, oldestSeconds } = await deps.queueDepth();
		const items = (await listWorkers(deps.db)).map(presentWorker);
		context.header('cache-control', 'no-store');
		return context.json({ items, queue: { chunks, oldest_seconds: oldestSeconds } }, 200);
	});
}
