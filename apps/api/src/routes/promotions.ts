import { createRoute, z } from '@hono/zod-openapi';
import type { RouteDeps } from './route-deps.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { benchmarkName } from '@codejoust/contract/schemas/names';
import { promotionGates } from '@codejoust/contract/schemas/promotion-gates';
import { newPromotion, promotion } from '@codejoust/contract/schemas/rejudging';
import { promoteJudge } from '../use-cases/rejudgings/promote-judge.ts';
import {
	changePromotionGates,
	readPromotionGates,
} from '../use-cases/rejudgings/promotion-gates.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';

const shared = { tags: ['re-judging'], security: [{ key: [] }] };
const refusals = ['unauthenticated', 'forbidden'] as const;
const writing = [...refusals, 'invalid-input', 'malformed-body', 'unsupported-media-type'] as const;

const promote = createRoute({
	...shared,
	method: 'post',
	path: '/v1/leaderboards/{benchmark}/promote',
	summary: 'Make another judge’s board the live one, or make a replaced one live again',
	request: {
		params: z.object({ benchmark: benchmarkName }),
		body: { content: { 'application/json': { schema: newPromotion } }, required: true },
	},
	responses: {
		200: json(promotion, 'Promoted'),
		...problems(...writing, 'not-found', 'conflict'),
	},
});

const readGates = createRoute({
	...shared,
	method: 'get',
	path: '/v1/promotion-gates',
	summary: 'Gates of a promotion, for re-judgings without gates of their own',
	responses: { 200: json(promotionGates, 'The gates'), ...problems(...refusals) },
});

const changeGates = createRoute({
	...shared,
	method: 'put',
	path: '/v1/promotion-gates',
	summary: 'Set the gates of a promotion',
	request: {
		body: { content: { 'application/json': { schema: promotionGates } }, required: true },
	},
	responses: { 200: json(promotionGates, 'Set'), ...problems(...writing) },
});

/** Which judge's board is the live one. */
export function promotionRoutes(deps: RouteDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'operate');
	app.post('/v1/leaderboards/:benchmark/promote', guard);
	app.use('/v1/promotion-gates', guard);
	app.openapi(promote, async (context) => {
		const { benchmark } = context.req.valid('param');
		const { judge, reason, over_gates: isOverGates } = context.req.valid('json');
		const asked = { benchmark, judge, reason, isOverGates, by: actorOf(context) };
		return context.json(await promoteJudge(deps, asked), 200);
	});
	app.openapi(readGates, async (context) => context.json(await readPromotionGates(deps.db), 200));
	app.openapi(changeGates, async (context) => {
		const gates = context.req.valid('json');
		await changePromotionGates(deps.db, { gates, by: actorOf(context) });
		return context.json(gates, 200);
	});
	return app;
}
