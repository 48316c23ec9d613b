import { createRoute, z } from '@hono/zod-openapi';
import type { RouteDeps } from './route-deps.ts';
import { boardOverview } from '@codejoust/contract/schemas/overview';
import { presentOverview } from '../present/overview.ts';
import { readOverview } from '../use-cases/boards/read-overview.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';

const read = createRoute({
	method: 'get',
	path: '/v1/overview',
	tags: ['leaderboards'],
	summary: 'The newest version of every benchmark with the top of its live board',
	request: {
		query: z.object({
			limit: z.coerce.number().int().min(1).max(20).default(5).openapi({
				description: 'Maximum number of rows of each board.',
			}),
		}),
	},
	responses: {
		200: json(
			z.object({ items: z.array(boardOverview) }).openapi('Overview'),
			'By benchmark, the sample last',
		),
		...problems('invalid-input'),
	},
});

/** Everything that a front page shows, in one read. */
export function overviewRoutes(deps: Pick<RouteDeps, 'db' | 'boards'>) {
	return newApp().openapi(read, async (context) => {
		const { limit } = context.req.valid('query');
		const found = await readOverview(deps);
		return context.json({ items: found.map((one) => presentOverview(one, limit)) }, 200);
	});
}
