import { createRoute, z } from '@hono/zod-openapi';
import { listNotices } from '@codejoust/db/queries/notices';
import { listRules } from '@codejoust/db/queries/rejudging-rules';
import type { ApiDeps } from '../deps.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { presentNotice, presentRule } from '../present/rejudging.ts';
import { cursor, pageLimit } from '../schemas/names.ts';
import { newRejudgingRule, notice, rejudgingRule } from '../schemas/rejudging.ts';
import { createRule, endRule } from '../use-cases/rejudging-rules.ts';
import { readNumberCursor } from './cursors.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';

const shared = { tags: ['re-judging'], security: [{ key: [] }] };
const refusals = ['unauthenticated', 'forbidden'] as const;

const list = createRoute({
	...shared,
	method: 'get',
	path: '/v1/rejudging-rules',
	summary: 'Which boards are judged again when a judge version is released',
	responses: {
		200: json(pageOf(rejudgingRule, 'RejudgingRulePage'), 'Rules'),
		...problems(...refusals),
	},
});

const create = createRoute({
	...shared,
	method: 'post',
	path: '/v1/rejudging-rules',
	summary: 'Have boards judged again whenever a version of a judge is released',
	request: {
		body: { content: { 'application/json': { schema: newRejudgingRule } }, required: true },
	},
	responses: {
		201: json(rejudgingRule, 'Added'),
		...problems(
			...refusals,
			'invalid-input',
			'malformed-body',
			'unsupported-media-type',
			'conflict',
			'idempotency-key-in-flight',
		),
	},
});

const remove = createRoute({
	...shared,
	method: 'delete',
	path: '/v1/rejudging-rules/{id}',
	summary: 'End a rule; what it has planned stays',
	request: { params: z.object({ id: z.string().max(80) }) },
	responses: {
		200: json(rejudgingRule, 'Ended'),
		...problems(...refusals, 'invalid-input', 'not-found'),
	},
});

const inbox = createRoute({
	...shared,
	method: 'get',
	path: '/v1/notices',
	summary: 'What operators are told without having asked, newest first',
	request: { query: z.object({ cursor: cursor.optional(), limit: pageLimit.default(50) }) },
	responses: {
		200: json(pageOf(notice, 'NoticePage'), 'Notices'),
		...problems(...refusals, 'invalid-input'),
	},
});

/** Re-judgings that begin by themselves, and what operators are told of them. */
export function rejudgingRuleRoutes(deps: ApiDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'operate');
	app.use('/v1/rejudging-rules', guard);
	app.use('/v1/rejudging-rules/*', guard);
	app.use('/v1/notices', guard);
	app.openapi(list, async (context) => {
		const rows = await listRules(deps.db);
		return context.json({ items: rows.map(presentRule), next_cursor: null }, 200);
	});
	app.openapi(create, async (context) => {
		const asked = context.req.valid('json');
		const payload = JSON.stringify(asked);
		const answer = await once(deps, context, { payload, isRequired: false }, async () => ({
			status: 201,
			body: await createRule(deps.db, { asked, by: actorOf(context) }),
		}));
		return context.json(answer.body, 201);
	});
	app.openapi(remove, async (context) => {
		const { id } = context.req.valid('param');
		return context.json(await endRule(deps.db, { id, by: actorOf(context) }), 200);
	});
	app.openapi(inbox, async (context) => {
		const { cursor: at, limit } = context.req.valid('query');
		const before = readNumberCursor(at);
		const rows = await listNotices(deps.db, { before, limit: limit + 1 });
		const shown = rows.slice(0, limit);
		const last = shown.at(-1);
		return context.json(
			{
				items: shown.map(presentNotice),
				next_cursor: rows.length > limit && last ? String(last.id) : null,
			},
			200,
		);
	});
	return app;
}
