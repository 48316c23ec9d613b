import { createRoute, z } from '@hono/zod-openapi';
import type { RouteDeps } from './route-deps.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { presentRun } from '../present/run.ts';
import { newBudget, serviceBudget } from '@codejoust/contract/schemas/budget';
import { run } from '@codejoust/contract/schemas/submission';
import {
	changeRunBudget,
	changeServiceBudget,
	readServiceBudget,
} from '../use-cases/runs/change-budget.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';

const security = [{ key: [] }];
const body = { content: { 'application/json': { schema: newBudget } }, required: true };
const refusals = [
	'invalid-input',
	'malformed-body',
	'unsupported-media-type',
	'unauthenticated',
	'forbidden',
] as const;

const read = createRoute({
	method: 'get',
	path: '/v1/budget',
	tags: ['runs'],
	summary: 'What all runs may cost together, and what they have cost',
	security,
	responses: {
		200: json(serviceBudget, 'The budget'),
		...problems('unauthenticated', 'forbidden'),
	},
});

const change = createRoute({
	method: 'put',
	path: '/v1/budget',
	tags: ['runs'],
	summary: 'Limit what all runs may cost together; runs pause before they would cost more',
	security,
	request: { body },
	responses: { 200: json(serviceBudget, 'The budget'), ...problems(...refusals) },
});

const changeRun = createRoute({
	method: 'put',
	path: '/v1/runs/{id}/budget',
	tags: ['runs'],
	summary: 'Limit what a run may cost, or raise the limit; a run paused over it is then resumed',
	security,
	request: { params: z.object({ id: z.string().max(80) }), body },
	responses: {
		200: json(run, 'The run with its budget'),
		...problems(...refusals, 'not-found', 'conflict'),
	},
});

/** What judging may cost. */
export function budgetRoutes(deps: RouteDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'operate');
	app.on(['GET', 'PUT'], '/v1/budget', guard);
	app.put('/v1/runs/:id/budget', guard);
	return app
		.openapi(read, async (context) => {
			context.header('cache-control', 'private, no-store');
			return context.json(await readServiceBudget(deps), 200);
		})
		.openapi(change, async (context) => {
			const microUsd = context.req.valid('json').budget_micro_usd;
			const by = actorOf(context);
			return context.json(await changeServiceBudget(deps, { microUsd, by }), 200);
		})
		.openapi(changeRun, async (context) => {
			const { id: runId } = context.req.valid('param');
			const microUsd = context.req.valid('json').budget_micro_usd;
			const by = actorOf(context);
			const found = await changeRunBudget(deps, { runId, microUsd, by });
			return context.json(presentRun(found, deps.now()), 200);
		});
}
