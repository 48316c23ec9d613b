import { createRoute } from '@hono/zod-openapi';
import { listAudit } from '@codejoust/db/queries/keys/audit';
import type { RouteDeps } from './route-deps.ts';
import { requireScope } from '../middleware/authenticate.ts';
import { presentAuditEntry } from '../present/access.ts';
import { auditEntry, auditQuery } from '@codejoust/contract/schemas/audit';
import { readNumberCursor } from './cursors.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';

const list = createRoute({
	method: 'get',
	path: '/v1/audit',
	tags: ['access'],
	summary: 'Who did what, newest first',
	security: [{ key: [] }],
	request: { query: auditQuery },
	responses: {
		200: json(pageOf(auditEntry, 'AuditPage'), 'Entries'),
		...problems('unauthenticated', 'forbidden', 'invalid-input'),
	},
});

/** The audit log, for operators. It is written where things are done, and nothing changes it. */
export function auditRoutes(deps: RouteDeps) {
	const app = newApp();
	app.use('/v1/audit', requireScope(deps, 'operate'));
	return app.openapi(list, async (context) => {
		const { cursor, limit, since, until, ...filter } = context.req.valid('query');
		const rows = await listAudit(deps.db, {
			...filter,
			...(since === undefined ? {} : { since: new Date(since) }),
			...(until === undefined ? {} : { until: new Date(until) }),
			before: readNumberCursor(cursor),
			limit: limit + 1,
		});
		const shown = rows.slice(0, limit);
		const last = shown.at(-1);
		return context.json(
			{
				items: shown.map(presentAuditEntry),
				next_cursor: rows.length > limit && last ? String(last.entry.id) : null,
			},
			200,
		);
	});
}
