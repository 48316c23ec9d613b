import { createRoute, z } from '@hono/zod-openapi';
import type { RouteDeps } from './route-deps.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { presentRun } from '../present/run.ts';
import { benchmarkName } from '@codejoust/contract/schemas/names';
import { boardRecomputation, boardRetry } from '@codejoust/contract/schemas/operation';
import { newPrice, runEstimate, runPlan } from '@codejoust/contract/schemas/run-plan';
import { run } from '@codejoust/contract/schemas/submission';
import { controlRun, RUN_ACTIONS } from '../use-cases/runs/control-run.ts';
import { createRun } from '../use-cases/runs/create-run.ts';
import { estimateRun, findRunPlan } from '../use-cases/runs/estimate-run.ts';
import { findJudge } from '../use-cases/judges/find-judge.ts';
import { setJudgePrice } from '../use-cases/judges/set-judge-price.ts';
import { recomputeBoards } from '../use-cases/boards/recompute-boards.ts';
import { retryBoard } from '../use-cases/boards/retry-board.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';

const security = [{ key: [] }];
const plan = { body: { content: { 'application/json': { schema: runPlan } }, required: true } };

const estimate = createRoute({
	method: 'post',
	path: '/v1/runs/estimate',
	tags: ['runs'],
	summary: 'Games, time and cost of a run; asks nothing',
	security,
	request: plan,
	responses: {
		200: json(runEstimate, 'The estimate'),
		...problems('invalid-input', 'malformed-body', 'unauthenticated', 'forbidden'),
	},
});

const create = createRoute({
	method: 'post',
	path: '/v1/runs',
	tags: ['runs'],
	summary: 'Judge a stored submission by a judge version, within a budget',
	security,
	request: plan,
	responses: {
		201: json(run, 'Started'),
		...problems(
			'invalid-input',
			'malformed-body',
			'unauthenticated',
			'forbidden',
			'already-exists',
			'conflict',
			'idempotency-key-in-flight',
			'quota-exhausted',
			'quota-too-small',
		),
	},
});

const control = createRoute({
	method: 'post',
	path: '/v1/runs/{id}/{action}',
	tags: ['runs'],
	summary: 'Pause, resume or cancel a run, or ask its unscored games again',
	security,
	request: { params: z.object({ id: z.string().max(80), action: z.enum(RUN_ACTIONS) }) },
	responses: {
		200: json(run, 'The run as it is now'),
		...problems('invalid-input', 'unauthenticated', 'forbidden', 'not-found', 'conflict'),
	},
});

const retryAll = createRoute({
	method: 'post',
	path: '/v1/leaderboards/{benchmark}/retry',
	tags: ['leaderboards'],
	summary: 'Ask all unscored games of a board’s runs again',
	security,
	request: {
		params: z.object({ benchmark: benchmarkName }),
		query: z.object({ judge: z.string().max(200).optional() }),
	},
	responses: {
		200: json(boardRetry, 'The runs that were opened again'),
		...problems('invalid-input', 'unauthenticated', 'forbidden', 'not-found', 'conflict'),
	},
});

const recompute = createRoute({
	method: 'post',
	path: '/v1/leaderboards/recompute',
	tags: ['leaderboards'],
	summary: 'Compute every board of earlier rules again by the rules of today',
	description:
		'No judge is asked. The boards are computed one after the other; the old numbers keep their permalinks.',
	security,
	responses: {
		200: json(boardRecomputation, 'The boards that will be computed again'),
		...problems('unauthenticated', 'forbidden'),
	},
});

const setPrice = createRoute({
	method: 'put',
	path: '/v1/judges/{judge}/price',
	tags: ['judges'],
	summary: 'Set what a judge version’s tokens cost from now on',
	security,
	request: {
		params: z.object({ judge: z.string().max(200) }),
		body: { content: { 'application/json': { schema: newPrice } }, required: true },
	},
	responses: {
		200: json(newPrice, 'Set'),
		...problems('invalid-input', 'malformed-body', 'unauthenticated', 'forbidden', 'not-found'),
	},
});

/** What operators do with runs and with what they cost. */
export function runControlRoutes(deps: RouteDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'operate');
	app.post('/v1/runs', guard);
	app.post('/v1/runs/*', guard);
	app.post('/v1/leaderboards/:benchmark/retry', guard);
	app.post('/v1/leaderboards/recompute', guard);
	app.put('/v1/judges/*', guard);
	app.openapi(estimate, async (context) => {
		const found = await findRunPlan(deps.db, context.req.valid('json'));
		return context.json(await estimateRun(deps.db, found, deps.termsOf), 200);
	});
	app.openapi(create, async (context) => {
		const body = context.req.valid('json');
		const payload = JSON.stringify(body);
		const answer = await once(deps, context, { payload, isRequired: false }, async () => {
			const started = await createRun(deps, {
				...(await findRunPlan(deps.db, body)),
				priority: body.priority,
				budgetMicroUsd: body.budget_micro_usd,
				by: actorOf(context),
			});
			return { status: 201, body: presentRun(started, deps.now()) };
		});
		return context.json(answer.body, 201);
	});
	app.openapi(control, async (context) => {
		const by = actorOf(context);
		const found = await controlRun(deps, { ...context.req.valid('param'), by });
		return context.json(presentRun(found, deps.now()), 200);
	});
	app.openapi(retryAll, async (context) => {
		const { benchmark } = context.req.valid('param');
		const { judge } = context.req.valid('query');
		const by = actorOf(context);
		return context.json(await retryBoard(deps, { benchmark, judge, by }), 200);
	});
	app.openapi(recompute, async (context) =>
		context.json(await recomputeBoards(deps, actorOf(context)), 200),
	);
	app.openapi(setPrice, async (context) => {
		const name = context.req.valid('param').judge;
		const price = context.req.valid('json');
		const judge = await findJudge(deps.db, name);
		await setJudgePrice(deps.db, { name, judge, price, by: actorOf(context) });
		return context.json(price, 200);
	});
	return app;
}
