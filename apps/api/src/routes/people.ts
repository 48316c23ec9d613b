import { createRoute, z } from '@hono/zod-openapi';
import { listPeople } from '@codejoust/db/queries/keys/people';
import { cursor, pageLimit } from '@codejoust/contract/schemas/names';
import { person, sessionOrganisation } from '@codejoust/contract/schemas/person';
import { session } from '@codejoust/contract/schemas/session';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { presentPerson } from '../present/person.ts';
import { presentSession } from '../present/session.ts';
import {
	blockPerson,
	chooseOrganisation,
	endSessionsOf,
	unblockPerson,
} from '../use-cases/people/change-people.ts';
import { describePeople, readPerson } from '../use-cases/people/describe-people.ts';
import { readTimeCursor, writeTimeCursor } from './cursors.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';
import type { RouteDeps } from './route-deps.ts';

const shared = { tags: ['access'], security: [{ key: [] }] };
const params = z.object({
	id: z.string().max(80).openapi({ description: '`me` is whose session asks.' }),
});
const answers = {
	200: json(person, 'The person'),
	...problems('unauthenticated', 'forbidden', 'not-found'),
};

const list = createRoute({
	...shared,
	method: 'get',
	path: '/v1/people',
	summary: 'People who have signed in with OpenID Connect, newest first',
	request: { query: z.object({ cursor: cursor.optional(), limit: pageLimit.default(50) }) },
	responses: {
		200: json(pageOf(person, 'PersonPage'), 'People'),
		...problems('unauthenticated', 'forbidden', 'invalid-input'),
	},
});

const read = createRoute({
	...shared,
	method: 'get',
	path: '/v1/people/{id}',
	summary: 'A person, for that person and for operators',
	request: { params },
	responses: answers,
});

const act = <Verb extends string>(verb: Verb, summary: string) =>
	createRoute({
		...shared,
		method: 'post',
		path: `/v1/people/{id}/${verb}`,
		summary,
		request: { params },
		responses: answers,
	});

const end = act('end-sessions', 'End all sessions of a person, who may sign in again');
const block = act(
	'block',
	'End all sessions of a person, revoke the keys that the person made, and accept no sign-in any more',
);
const unblock = act('unblock', 'Accept the sign-ins of a person again');

const choose = createRoute({
	...shared,
	method: 'post',
	path: '/v1/sessions/current/organisation',
	summary: 'Act for another organisation of the person whose session asks',
	request: {
		body: { content: { 'application/json': { schema: sessionOrganisation } }, required: true },
	},
	responses: {
		200: json(session, 'The session'),
		...problems('unauthenticated', 'forbidden', 'not-found', 'invalid-input', 'malformed-body'),
	},
});

/** People who sign in with OpenID Connect. */
export function peopleRoutes(deps: RouteDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'operate');
	const guardBelow = requireScope(deps, 'read');
	app.use('/v1/people', guard);
	app.use('/v1/people/:id/*', (context, next) =>
		(context.req.method === 'GET' ? guardBelow : guard)(context, next),
	);
	app.use('/v1/sessions/current/organisation', guardBelow);
	app.openapi(list, async (context) => {
		const { cursor: after, limit } = context.req.valid('query');
		const before = readTimeCursor(after);
		const rows = await listPeople(deps.db, { before, limit: limit + 1 });
		const shown = rows.slice(0, limit);
		const last = shown.at(-1);
		const items = (await describePeople(deps, shown)).map(presentPerson);
		const next = rows.length > limit && last ? writeTimeCursor(last) : null;
		return context.json({ items, next_cursor: next }, 200);
	});
	app.openapi(read, async (context) => {
		const { id } = context.req.valid('param');
		const principal = context.get('principal');
		return context.json(presentPerson(await readPerson(deps, { id, principal })), 200);
	});
	app.openapi(end, async (context) => {
		const asked = { ...context.req.valid('param'), by: actorOf(context) };
		return context.json(presentPerson(await endSessionsOf(deps, asked)), 200);
	});
	app.openapi(block, async (context) => {
		const asked = { ...context.req.valid('param'), by: actorOf(context) };
		return context.json(presentPerson(await blockPerson(deps, asked)), 200);
	});
	app.openapi(unblock, async (context) => {
		const asked = { ...context.req.valid('param'), by: actorOf(context) };
		return context.json(presentPerson(await unblockPerson(deps, asked)), 200);
	});
	app.openapi(choose, async (context) => {
		const { organisation } = context.req.valid('json');
		const asked = { principal: context.get('principal'), organisation, by: actorOf(context) };
		return context.json(presentSession(await chooseOrganisation(deps, asked)), 200);
	});
	return app;
}
