import { createRoute, z } from '@hono/zod-openapi';
import { holdList, liftedHolds, liftOrder } from '@codejoust/contract/schemas/hold';
import { listHolds } from '@codejoust/db/queries/endpoints/holds';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { presentHold } from '../present/hold.ts';
import { liftHold, liftHolds, type LiftedHolds } from '../use-cases/runs/lift-hold.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import type { RouteDeps } from './route-deps.ts';

const security = [{ key: [] }];
const refusals = ['invalid-input', 'unauthenticated', 'forbidden'] as const;
const MOST = 200;

const list = createRoute({
	method: 'get',
	path: '/v1/holds',
	tags: ['operation'],
	summary: 'Judges and endpoints that are not asked for now, with the provider’s words',
	description: `Newest first. With all=true also the lifted ones, ${MOST} at most.`,
	security,
	request: { query: z.object({ all: z.enum(['true', 'false']).default('false') }) },
	responses: { 200: json(holdList, 'Holds'), ...problems(...refusals) },
});

const lift = createRoute({
	method: 'post',
	path: '/v1/holds/{id}/lift',
	tags: ['operation'],
	summary: 'Lift a hold, so that everything that waited for it continues',
	security,
	request: { params: z.object({ id: z.string().max(80).openapi({ example: 'hold_7k2m' }) }) },
	responses: {
		200: json(liftedHolds, 'The lifted hold'),
		...problems(...refusals, 'not-found', 'conflict'),
	},
});

const liftAll = createRoute({
	method: 'post',
	path: '/v1/holds/lift',
	tags: ['operation'],
	summary: 'Lift all open holds and resume what has paused by itself, or what waits for one cause',
	security,
	request: { body: { content: { 'application/json': { schema: liftOrder } }, required: true } },
	responses: {
		200: json(liftedHolds, 'The lifted holds; none where none was open'),
		...problems(...refusals, 'malformed-body', 'unsupported-media-type'),
	},
});

/** What is held of judges and endpoints, for operators. */
export function holdRoutes(deps: RouteDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'operate');
	app.get('/v1/holds', guard);
	app.post('/v1/holds/*', guard);
	const present = ({ holds, runs }: LiftedHolds) => ({
		items: holds.map((hold) => presentHold(hold, deps.now())),
		runs: [...runs],
	});
	return app
		.openapi(list, async (context) => {
			context.header('cache-control', 'private, no-store');
			const isOpenOnly = context.req.valid('query').all === 'false';
			const found = await listHolds(deps.db, { isOpenOnly, limit: MOST });
			return context.json({ items: found.map((hold) => presentHold(hold, deps.now())) }, 200);
		})
		.openapi(liftAll, async (context) => {
			const { cause } = context.req.valid('json');
			return context.json(present(await liftHolds(deps, { cause, by: actorOf(context) })), 200);
		})
		.openapi(lift, async (context) => {
			const { id } = context.req.valid('param');
			return context.json(present(await liftHold(deps, { id, by: actorOf(context) })), 200);
		});
}
