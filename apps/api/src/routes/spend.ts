import { createRoute, z } from '@hono/zod-openapi';
import { spend, spendDays } from '@codejoust/contract/schemas/spend';
import { requireScope } from '../middleware/authenticate.ts';
import { readSpend } from '../use-cases/runs/read-spend.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import type { RouteDeps } from './route-deps.ts';

const read = createRoute({
	method: 'get',
	path: '/v1/spend',
	tags: ['runs'],
	summary: 'What judging has cost by day: by judge, organisation and benchmark',
	description:
		'The costs are those that the budgets count. A run counts in whole on the day of its newest reply.',
	security: [{ key: [] }],
	request: { query: z.object({ days: spendDays }) },
	responses: {
		200: json(spend, 'The dearest first'),
		...problems('invalid-input', 'unauthenticated', 'forbidden'),
	},
});

/** Where the money went. */
export function spendRoutes(deps: RouteDeps) {
	const app = newApp();
	app.get('/v1/spend', requireScope(deps, 'operate'));
	return app.openapi(read, async (context) => {
		const { days } = context.req.valid('query');
		context.header('cache-control', 'private, no-store');
		return context.json(await readSpend(deps, { days, now: deps.now() }), 200);
	});
}
