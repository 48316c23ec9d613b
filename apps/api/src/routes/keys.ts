import { createRoute, z } from '@hono/zod-openapi';
import { listApiKeys } from '@codejoust/db/queries/keys/api-keys';
import type { RouteDeps } from './route-deps.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { presentKey, presentShownKey, presentOwnKey } from '../present/access.ts';
import {
	apiKey,
	keyChange,
	newKey,
	rotation,
	shownKey,
	ownKey,
} from '@codejoust/contract/schemas/access';
import { cursor, pageLimit, slug } from '@codejoust/contract/schemas/names';
import {
	changeKey,
	createKey,
	requireKey,
	revokeKey,
	rotateKey,
} from '../use-cases/keys/change-keys.ts';
import { readOwnKey } from '../use-cases/keys/read-own-key.ts';
import { readTimeCursor, writeTimeCursor } from './cursors.ts';
import { NEVER_STORED, onceOnly } from './shown-once.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';

const shared = { tags: ['access'], security: [{ key: [] }] };
const refusals = ['unauthenticated', 'forbidden', 'invalid-input'] as const;
const params = z.object({ id: z.string().max(80) });
const bodyOf = <Schema extends z.ZodType>(schema: Schema) => ({
	content: { 'application/json': { schema } },
	required: true,
});

const me = createRoute({
	...shared,
	method: 'get',
	path: '/v1/keys/me',
	summary: 'Whose key this is, what it may do, and what is left of its quotas',
	responses: { 200: json(ownKey, 'You'), ...problems('unauthenticated', 'forbidden') },
});

const list = createRoute({
	...shared,
	method: 'get',
	path: '/v1/keys',
	summary: 'Keys, newest first; never their secrets',
	request: {
		query: z.object({
			organisation: slug.optional(),
			cursor: cursor.optional(),
			limit: pageLimit.default(50),
		}),
	},
	responses: { 200: json(pageOf(apiKey, 'ApiKeyPage'), 'Keys'), ...problems(...refusals) },
});

const create = createRoute({
	...shared,
	method: 'post',
	path: '/v1/keys',
	summary: 'Make a key for an organisation; it is shown only once',
	request: { body: bodyOf(newKey) },
	responses: {
		201: json(shownKey, 'Made'),
		...problems(...refusals, 'malformed-body', 'idempotency-key-in-flight'),
	},
});

const read = createRoute({
	...shared,
	method: 'get',
	path: '/v1/keys/{id}',
	summary: 'A key, without its secret',
	request: { params },
	responses: { 200: json(apiKey, 'The key'), ...problems(...refusals, 'not-found') },
});

const change = createRoute({
	...shared,
	method: 'patch',
	path: '/v1/keys/{id}',
	summary: 'Change a key’s label, member, expiry or quotas',
	request: { params, body: bodyOf(keyChange) },
	responses: {
		200: json(apiKey, 'Changed'),
		...problems(...refusals, 'malformed-body', 'not-found', 'conflict'),
	},
});

const rotate = createRoute({
	...shared,
	method: 'post',
	path: '/v1/keys/{id}/rotate',
	summary: 'Give a key another secret; it is shown only once',
	request: { params, body: bodyOf(rotation) },
	responses: {
		201: json(shownKey, 'Rotated'),
		...problems(...refusals, 'malformed-body', 'not-found', 'conflict'),
	},
});

const revoke = createRoute({
	...shared,
	method: 'post',
	path: '/v1/keys/{id}/revoke',
	summary: 'Revoke a key permanently',
	request: { params },
	responses: { 200: json(apiKey, 'Revoked'), ...problems(...refusals, 'not-found', 'conflict') },
});

/** Keys: who may do what. */
export function keyRoutes(deps: RouteDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'operate');
	// Whose key it is, every key may ask.
	const guardBelow = requireScope(deps, 'read');
	app.use('/v1/keys', guard);
	app.use('/v1/keys/*', (context, next) =>
		(context.req.path === '/v1/keys/me' ? guardBelow : guard)(context, next),
	);
	app.openapi(me, async (context) => {
		const own = await readOwnKey(deps, context.get('principal').keyId);
		return context.json(presentOwnKey(own, deps.now()), 200);
	});
	app.openapi(list, async (context) => {
		const query = context.req.valid('query');
		const rows = await listApiKeys(deps.db, {
			organisation: query.organisation,
			before: readTimeCursor(query.cursor),
			limit: query.limit + 1,
		});
		const shown = rows.slice(0, query.limit);
		const last = shown.at(-1);
		return context.json(
			{
				items: shown.map((row) => presentKey(row, deps.now())),
				next_cursor: rows.length > query.limit && last ? writeTimeCursor(last) : null,
			},
			200,
		);
	});
	app.openapi(create, async (context) => {
		const body = context.req.valid('json');
		const answer = await once(deps, context, onceOnly(body), async () => {
			const made = await createKey(deps, body, actorOf(context));
			return { status: 201, body: presentShownKey(made, deps.now()) };
		});
		return context.json(answer.body, 201, NEVER_STORED);
	});
	app.openapi(read, async (context) => {
		const row = await requireKey(deps.db, context.req.valid('param').id);
		return context.json(presentKey(row, deps.now()), 200);
	});
	app.openapi(change, async (context) => {
		const wanted = { ...context.req.valid('param'), change: context.req.valid('json') };
		const row = await changeKey(deps, { ...wanted, by: actorOf(context) });
		return context.json(presentKey(row, deps.now()), 200);
	});
	app.openapi(rotate, async (context) => {
		const body = context.req.valid('json');
		const answer = await once(deps, context, onceOnly(body), async () => {
			const wanted = { ...context.req.valid('param'), overlapSeconds: body.overlap_seconds };
			const rotated = await rotateKey(deps, { ...wanted, by: actorOf(context) });
			return { status: 201, body: presentShownKey(rotated, deps.now()) };
		});
		return context.json(answer.body, 201, NEVER_STORED);
	});
	app.openapi(revoke, async (context) => {
		const { id } = context.req.valid('param');
		const row = await revokeKey(deps, { id, by: actorOf(context) });
		return context.json(presentKey(row, deps.now()), 200);
	});
	return app;
}
