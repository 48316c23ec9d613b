import { createRoute, z } from '@hono/zod-openapi';
import { listSessions } from '@codejoust/db/queries/keys/sessions';
import { cursor, pageLimit } from '@codejoust/contract/schemas/names';
import { session, startedSession } from '@codejoust/contract/schemas/session';
import type { RouteDeps } from './route-deps.ts';
import { actorOf, readSecret, requireScope } from '../middleware/authenticate.ts';
import { presentSession, presentStartedSession } from '../present/session.ts';
import { endSession, requireSession, startSession } from '../use-cases/keys/sessions.ts';
import { readTimeCursor, writeTimeCursor } from './cursors.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';

const shared = { tags: ['access'], security: [{ key: [] }] };
const params = z.object({
	id: z.string().max(80).openapi({ description: '`current` is the session that asks.' }),
});

const start = createRoute({
	...shared,
	method: 'post',
	path: '/v1/sessions',
	summary: 'Start a session of a browser; its token is shown only once',
	responses: { 201: json(startedSession, 'Started'), ...problems('unauthenticated', 'forbidden') },
});

const list = createRoute({
	...shared,
	method: 'get',
	path: '/v1/sessions',
	summary: 'Sessions that are accepted, newest first',
	request: { query: z.object({ cursor: cursor.optional(), limit: pageLimit.default(50) }) },
	responses: {
		200: json(pageOf(session, 'SessionPage'), 'Sessions'),
		...problems('unauthenticated', 'forbidden', 'invalid-input'),
	},
});

const read = createRoute({
	...shared,
	method: 'get',
	path: '/v1/sessions/{id}',
	summary: 'A session, for its own key and for operators',
	request: { params },
	responses: {
		200: json(session, 'The session'),
		...problems('unauthenticated', 'forbidden', 'not-found'),
	},
});

const end = createRoute({
	...shared,
	method: 'post',
	path: '/v1/sessions/{id}/end',
	summary: 'End a session: its token is not accepted any more',
	request: { params },
	responses: {
		200: json(session, 'Ended'),
		...problems('unauthenticated', 'forbidden', 'not-found'),
	},
});

/** Sessions: browsers that have signed in with a key. */
export function sessionRoutes(deps: RouteDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'operate');
	const guardBelow = requireScope(deps, 'read');
	// Every key may start one; only an operator sees those of others.
	app.use('/v1/sessions', (context, next) =>
		(context.req.method === 'POST' ? guardBelow : guard)(context, next),
	);
	app.use('/v1/sessions/*', guardBelow);
	app.openapi(start, async (context) => {
		const secret = readSecret(context.req.header('authorization'));
		const principal = context.get('principal');
		const started = await startSession(deps, { principal, secret, by: actorOf(context) });
		return context.json(presentStartedSession(started), 201, { 'cache-control': 'no-store' });
	});
	app.openapi(list, async (context) => {
		const { cursor: after, limit } = context.req.valid('query');
		const before = readTimeCursor(after);
		const found = await listSessions(deps.db, { now: deps.now(), before, limit: limit + 1 });
		const shown = found.slice(0, limit);
		const last = shown.at(-1)?.session;
		const next = found.length > limit && last ? writeTimeCursor(last) : null;
		return context.json({ items: shown.map(presentSession), next_cursor: next }, 200);
	});
	app.openapi(read, async (context) => {
		const { id } = context.req.valid('param');
		const principal = context.get('principal');
		return context.json(presentSession(await requireSession(deps.db, { id, principal })), 200);
	});
	app.openapi(end, async (context) => {
		const { id } = context.req.valid('param');
		const asked = { id, principal: context.get('principal'), by: actorOf(context) };
		return context.json(presentSession(await endSession(deps, asked)), 200);
	});
	return app;
}
