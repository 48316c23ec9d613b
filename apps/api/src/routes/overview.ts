import { createRoute, z } from '@hono/zod-openapi';
import type { ApiDeps } from '../deps.ts';
import { boardOverview } from '../schemas/overview.ts';
import { readOverview } from '../use-cases/read-overview.ts';
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
				description: 'Rows of each board at most.',
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
export function overviewRoutes(deps: Pick<ApiDeps, 'db' | 'boards'>) {
	return newApp().openapi(read, async (context) =>
		context.json({ items: await readOverview(deps, context.req.valid('query').limit) }, 200),
	);
}
