import { createRoute, z } from '@hono/zod-openapi';
import { listNotices } from '@codejoust/db/queries/rejudgings/notices';
import { listRules } from '@codejoust/db/queries/rejudgings/rejudging-rules';
import type { RouteDeps } from './route-deps.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { presentNotice, presentRule } from '../present/rejudging.ts';
import { cursor, pageLimit } from '@codejoust/contract/schemas/names';
import { newRejudgingRule, notice, rejudgingRule } from '@codejoust/contract/schemas/rejudging';
import { createRule, endRule } from '../use-cases/rejudgings/rejudging-rules.ts';
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
	summary: 'Add a rule: judge boards again whenever a version of a judge is released',
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
	summary: 'End a rule; the re-judgings that it has planned stay',
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
	summary: 'Notices for operators, newest first',
	request: { query: z.object({ cursor: cursor.optional(), limit: pageLimit.default(50) }) },
	responses: {
		200: json(pageOf(notice, 'NoticePage'), 'Notices'),
		...problems(...refusals, 'invalid-input'),
	},
});

/** Re-judgings that begin by themselves, and what operators are told of them. */
export function rejudgingRuleRoutes(deps: RouteDeps) {
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
		const answer = await once(deps, context, { payload, isRequired: false }, async () => {
			const added = await createRule(deps.db, { asked, by: actorOf(context) });
			return { status: 201, body: presentRule(added) };
		});
		return context.json(answer.body, 201);
	});
	app.openapi(remove, async (context) => {
		const { id } = context.req.valid('param');
		const ended = await endRule(deps.db, { id, by: actorOf(context) });
		return context.json(presentRule(ended), 200);
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
