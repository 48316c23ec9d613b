import { createRoute, z } from '@hono/zod-openapi';
import type { RouteDeps } from './route-deps.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { viewerOf } from '../middleware/reader.ts';
import { presentAblation, presentCheck } from '../present/judge-check.ts';
import { ablation, newAblation } from '@codejoust/contract/schemas/judge-ablation';
import { judgeCheck, newCheck } from '@codejoust/contract/schemas/judge-check';
import { checkSetName } from '@codejoust/contract/schemas/judge-check-set';
import { cursor, pageLimit } from '@codejoust/contract/schemas/names';
import { runEstimate } from '@codejoust/contract/schemas/run-plan';
import { compareChecks } from '../use-cases/judge-checks/compare-checks.ts';
import { readCheck, readChecks } from '../use-cases/judge-checks/read-checks.ts';
import { estimateCheck, startCheck } from '../use-cases/judge-checks/start-check.ts';
import { readTimeCursor, writeTimeCursor } from './cursors.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';

const tags = ['judge checks'];
const security = [{ key: [] }];
const checkPage = pageOf(judgeCheck, 'JudgeCheckPage');
const pageQuery = { cursor: cursor.optional(), limit: pageLimit.default(50) };

const compare = createRoute({
	method: 'post',
	path: '/v1/judge-checks/compare',
	tags,
	summary: 'Compare checks of the same pairs, pair by pair; asks nothing',
	security,
	request: { body: { content: { 'application/json': { schema: newAblation } }, required: true } },
	responses: {
		200: json(ablation, 'The cells, each compared with the first'),
		...problems(
			'invalid-input',
			'malformed-body',
			'unsupported-media-type',
			'unauthenticated',
			'forbidden',
		),
	},
});

const start = createRoute({
	method: 'post',
	path: '/v1/judge-checks',
	tags,
	summary: 'Run a judge version over a set of labelled pairs in both orders, within a budget',
	security,
	request: { body: { content: { 'application/json': { schema: newCheck } }, required: true } },
	responses: {
		201: json(judgeCheck, 'Started'),
		...problems(
			'invalid-input',
			'malformed-body',
			'unsupported-media-type',
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

const estimate = createRoute({
	method: 'post',
	path: '/v1/judge-checks/estimate',
	tags,
	summary: 'Games, time and cost of a judge check; asks nothing',
	security,
	request: { body: { content: { 'application/json': { schema: newCheck } }, required: true } },
	responses: {
		200: json(runEstimate, 'The estimate'),
		...problems('invalid-input', 'malformed-body', 'unauthenticated', 'forbidden'),
	},
});

const list = createRoute({
	method: 'get',
	path: '/v1/judge-checks',
	tags,
	summary: 'Judge checks, newest first; without an operator’s key those with numbers',
	request: {
		query: z.object({
			set: checkSetName.optional(),
			judge: z.string().max(200).optional(),
			...pageQuery,
		}),
	},
	responses: { 200: json(checkPage, 'Checks'), ...problems('invalid-input', 'not-found') },
});

const read = createRoute({
	method: 'get',
	path: '/v1/judge-checks/{id}',
	tags,
	summary: 'A judge check with its progress and its numbers by category',
	request: { params: z.object({ id: z.string().max(80) }) },
	responses: { 200: json(judgeCheck, 'The check'), ...problems('not-found') },
});

const ofJudge = createRoute({
	method: 'get',
	path: '/v1/judges/{judge}/checks',
	tags: ['judges'],
	summary: 'Results of the judge checks of a judge version, newest first',
	request: {
		params: z.object({ judge: z.string().max(200) }),
		query: z.object(pageQuery),
	},
	responses: { 200: json(checkPage, 'Checks'), ...problems('invalid-input', 'not-found') },
});

/** Judge checks: judges measured against labelled pairs. */
export function judgeCheckRoutes(deps: RouteDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'operate');
	app.post('/v1/judge-checks', guard);
	app.post('/v1/judge-checks/compare', guard);
	app.post('/v1/judge-checks/estimate', guard);
	app.openapi(compare, async (context) => {
		const asked = context.req.valid('json');
		return context.json(presentAblation(asked.rule, await compareChecks(deps.db, asked)), 200);
	});
	app.openapi(start, async (context) => {
		const order = context.req.valid('json');
		const payload = JSON.stringify(order);
		const answer = await once(deps, context, { payload, isRequired: false }, async () => {
			const started = await startCheck(deps, { ...order, by: actorOf(context) });
			return { status: 201, body: presentCheck(started, deps.now()) };
		});
		return context.json(answer.body, 201);
	});
	app.openapi(estimate, async (context) =>
		context.json(await estimateCheck(deps, context.req.valid('json')), 200),
	);
	app.openapi(list, async (context) => {
		const { cursor: after, ...query } = context.req.valid('query');
		const viewer = viewerOf(context);
		return context.json(await readPage(deps, { ...query, viewer, after }), 200);
	});
	app.openapi(read, async (context) => {
		const found = await readCheck(deps, context.req.valid('param').id, viewerOf(context));
		return context.json(presentCheck(found, deps.now()), 200);
	});
	app.openapi(ofJudge, async (context) => {
		const { cursor: after, limit } = context.req.valid('query');
		const { judge } = context.req.valid('param');
		const viewer = { isOperator: false };
		return context.json(await readPage(deps, { judge, limit, viewer, after }), 200);
	});
	return app;
}

type PageQuery = Omit<Parameters<typeof readChecks>[1], 'before'> & {
	readonly after: string | undefined;
};

async function readPage(deps: RouteDeps, { after, ...query }: PageQuery) {
	const before = readTimeCursor(after);
	const { items, last } = await readChecks(deps, { ...query, before });
	return {
		items: items.map((found) => presentCheck(found, deps.now())),
		next_cursor: last ? writeTimeCursor(last) : null,
	};
}
