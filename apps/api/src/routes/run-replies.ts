import { createRoute, z } from '@hono/zod-openapi';
import { cursor, pageLimit } from '@codejoust/contract/schemas/names';
import { runReply } from '@codejoust/contract/schemas/run-replies';
import { requireScope } from '../middleware/authenticate.ts';
import { presentReply } from '../present/run-reply.ts';
import { readReplies } from '../use-cases/runs/read-replies.ts';
import { readTimeCursor, writeTimeCursor } from './cursors.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';
import type { RouteDeps } from './route-deps.ts';

const list = createRoute({
	method: 'get',
	path: '/v1/runs/{id}/replies',
	tags: ['runs'],
	summary: 'The replies of a run with what each of them cost, newest first',
	description: 'What was known before the run began is not among them.',
	security: [{ key: [] }],
	request: {
		params: z.object({ id: z.string().max(80) }),
		query: z.object({ cursor: cursor.optional(), limit: pageLimit.default(50) }),
	},
	responses: {
		200: json(pageOf(runReply, 'RunReplyPage'), 'Replies'),
		...problems('invalid-input', 'unauthenticated', 'forbidden', 'not-found'),
	},
});

/** What a run was paid for, reply by reply. */
export function runReplyRoutes(deps: RouteDeps) {
	const app = newApp();
	app.get('/v1/runs/:id/replies', requireScope(deps, 'operate'));
	return app.openapi(list, async (context) => {
		const { id } = context.req.valid('param');
		const { cursor: asked, limit } = context.req.valid('query');
		const rows = await readReplies(deps, { id, before: readTimeCursor(asked), limit: limit + 1 });
		const shown = rows.slice(0, limit);
		const last = shown.at(-1);
		context.header('cache-control', 'private, no-store');
		return context.json(
			{
				items: shown.map(presentReply),
				next_cursor:
					rows.length > limit && last
						? writeTimeCursor({ createdAt: last.receivedAt, id: last.id })
						: null,
			},
			200,
		);
	});
}
