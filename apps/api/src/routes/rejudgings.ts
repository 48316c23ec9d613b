import { createRoute, z } from '@hono/zod-openapi';
import { findBenchmarkVersion } from '@codejoust/db/queries/benchmarks/benchmarks';
import { listRejudgings } from '@codejoust/db/queries/rejudgings/rejudgings';
import { parseBenchmarkName } from '../benchmark-name.ts';
import type { RouteDeps } from './route-deps.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { presentRejudging, presentRejudgingDetail } from '../present/rejudging.ts';
import { newBudget } from '@codejoust/contract/schemas/budget';
import { benchmarkName, cursor, pageLimit } from '@codejoust/contract/schemas/names';
import {
	newRejudging,
	rejudging,
	rejudgingDetail,
	rejudgingPromotion,
	rejudgingReason,
	rejudgingStart,
} from '@codejoust/contract/schemas/rejudging';
import { controlRejudging } from '../use-cases/rejudgings/control-rejudging.ts';
import { planRejudging } from '../use-cases/rejudgings/plan-rejudging.ts';
import { promoteRejudging } from '../use-cases/rejudgings/promote-judge.ts';
import { readRejudging } from '../use-cases/rejudgings/read-rejudging.ts';
import { startRejudging } from '../use-cases/rejudgings/start-rejudging.ts';
import { readTimeCursor, writeTimeCursor } from './cursors.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';

const shared = { tags: ['re-judging'], security: [{ key: [] }] };
const params = z.object({ id: z.string().max(80) });
const body = <Schema extends z.ZodType>(schema: Schema) => ({
	content: { 'application/json': { schema } },
	required: true,
});
const writing = [
	'invalid-input',
	'malformed-body',
	'unsupported-media-type',
	'unauthenticated',
	'forbidden',
	'not-found',
	'conflict',
] as const;
const detail = { 200: json(rejudgingDetail, 'The re-judging'), ...problems(...writing) };

const list = createRoute({
	...shared,
	method: 'get',
	path: '/v1/rejudgings',
	summary: 'Re-judgings, newest first',
	request: {
		query: z.object({
			benchmark: benchmarkName.optional(),
			cursor: cursor.optional(),
			limit: pageLimit.default(50),
		}),
	},
	responses: {
		200: json(pageOf(rejudging, 'RejudgingPage'), 'Re-judgings'),
		...problems('invalid-input', 'unauthenticated', 'forbidden'),
	},
});

const plan = createRoute({
	...shared,
	method: 'post',
	path: '/v1/rejudgings',
	summary:
		'Plan to judge a board by another judge version; estimates games, time and cost, and asks nothing',
	request: { body: body(newRejudging) },
	responses: {
		201: json(rejudgingDetail, 'Planned'),
		...problems(...writing, 'idempotency-key-in-flight'),
	},
});

const read = createRoute({
	...shared,
	method: 'get',
	path: '/v1/rejudgings/{id}',
	summary: 'A re-judging with its estimate, its progress and the gates before its promotion',
	request: { params },
	responses: {
		200: json(rejudgingDetail, 'The re-judging'),
		...problems('invalid-input', 'unauthenticated', 'forbidden', 'not-found', 'conflict'),
	},
});

const start = createRoute({
	...shared,
	method: 'post',
	path: '/v1/rejudgings/{id}/start',
	summary: 'Start a planned re-judging, confirmed by the figure of the plan',
	request: { params, body: body(rejudgingStart) },
	responses: detail,
});

const control = createRoute({
	...shared,
	method: 'post',
	path: '/v1/rejudgings/{id}/{action}',
	summary: 'Pause or resume a re-judging as a whole',
	request: {
		params: params.extend({ action: z.enum(['pause', 'resume']) }),
	},
	responses: detail,
});

const decide = <Schema extends z.ZodType>(
	decision: 'cancel' | 'discard' | 'promote',
	schema: Schema,
	summary: string,
) =>
	createRoute({
		...shared,
		method: 'post',
		path: `/v1/rejudgings/{id}/${decision}` as const,
		summary,
		request: { params, body: body(schema) },
		responses: detail,
	});
const cancel = decide('cancel', rejudgingReason, 'Cancel a re-judging; its judgments are kept');
const discard = decide(
	'discard',
	rejudgingReason,
	'Discard a re-judging: the live board does not change, and the judgments are kept',
);
const promote = decide(
	'promote',
	rejudgingPromotion,
	'Make the board of a reported re-judging the live one',
);

const budget = createRoute({
	...shared,
	method: 'put',
	path: '/v1/rejudgings/{id}/budget',
	summary: 'Limit what all its runs may cost; one that has paused at its limit continues',
	request: { params, body: body(newBudget) },
	responses: detail,
});

/** Judging a board again, in the shadow of the live one. */
export function rejudgingRoutes(deps: RouteDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'operate');
	app.use('/v1/rejudgings', guard);
	app.use('/v1/rejudgings/*', guard);
	const readDetail = async (id: string) =>
		presentRejudgingDetail(await readRejudging(deps, id), deps.now());
	app.openapi(list, async (context) => {
		const { benchmark, cursor: at, limit } = context.req.valid('query');
		const version =
			benchmark === undefined
				? undefined
				: await findBenchmarkVersion(deps.db, parseBenchmarkName(benchmark));
		const isUnknown = benchmark !== undefined && version === undefined;
		const before = readTimeCursor(at);
		const scope = { benchmarkVersionId: version?.id, before, limit: limit + 1 };
		const rows = isUnknown ? [] : await listRejudgings(deps.db, scope);
		const shown = rows.slice(0, limit);
		const last = shown.at(-1);
		return context.json(
			{
				items: shown.map((row) => presentRejudging(row, deps.now())),
				next_cursor: rows.length > limit && last ? writeTimeCursor(last.rejudging) : null,
			},
			200,
		);
	});
	app.openapi(plan, async (context) => {
		const asked = context.req.valid('json');
		const payload = JSON.stringify(asked);
		const answer = await once(deps, context, { payload, isRequired: false }, async () => {
			const id = await planRejudging(deps, { asked, by: actorOf(context) });
			return { status: 201, body: await readDetail(id) };
		});
		return context.json(answer.body, 201);
	});
	app.openapi(read, async (context) =>
		context.json(await readDetail(context.req.valid('param').id), 200),
	);
	app.openapi(start, async (context) => {
		const { id } = context.req.valid('param');
		const { confirmation } = context.req.valid('json');
		await startRejudging(deps, { id, confirmation, by: actorOf(context) });
		return context.json(await readDetail(id), 200);
	});
	for (const [route, kind] of [
		[cancel, 'cancel'],
		[discard, 'discard'],
	] as const)
		app.openapi(route, async (context) => {
			const { id } = context.req.valid('param');
			const change = { kind, ...context.req.valid('json') };
			await controlRejudging(deps, { id, change, by: actorOf(context) });
			return context.json(await readDetail(id), 200);
		});
	app.openapi(promote, async (context) => {
		const { id } = context.req.valid('param');
		const { reason, over_gates: isOverGates } = context.req.valid('json');
		await promoteRejudging(deps, { id, reason, isOverGates, by: actorOf(context) });
		return context.json(await readDetail(id), 200);
	});
	app.openapi(control, async (context) => {
		const { id, action: kind } = context.req.valid('param');
		await controlRejudging(deps, { id, change: { kind }, by: actorOf(context) });
		return context.json(await readDetail(id), 200);
	});
	app.openapi(budget, async (context) => {
		const { id } = context.req.valid('param');
		const microUsd = context.req.valid('json').budget_micro_usd;
		await controlRejudging(deps, {
			id,
			change: { kind: 'budget', microUsd },
			by: actorOf(context),
		});
		return context.json(await readDetail(id), 200);
	});
	return app;
}
