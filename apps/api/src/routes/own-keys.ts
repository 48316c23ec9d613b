import { createRoute, z } from '@hono/zod-openapi';
import { apiKey, rotation, shownKey } from '@codejoust/contract/schemas/access';
import { newOwnKey } from '@codejoust/contract/schemas/person';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { presentKey, presentShownKey } from '../present/access.ts';
import {
	listOwnKeys,
	makeOwnKey,
	revokeOwnKey,
	rotateOwnKey,
} from '../use-cases/people/own-keys.ts';
import { NEVER_STORED, onceOnly } from './shown-once.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';
import type { RouteDeps } from './route-deps.ts';

const shared = { tags: ['access'], security: [{ key: [] }] };
const refusals = ['unauthenticated', 'forbidden'] as const;
const params = z.object({ id: z.string().max(80) });

const list = createRoute({
	...shared,
	method: 'get',
	path: '/v1/own-keys',
	summary: 'The active keys of the organisation that the person who asks acts for',
	responses: { 200: json(pageOf(apiKey, 'ApiKeyPage'), 'Keys'), ...problems(...refusals) },
});

const make = createRoute({
	...shared,
	method: 'post',
	path: '/v1/own-keys',
	summary:
		'Make a key that submits for the organisation of the person who asks; it is shown only once',
	request: { body: { content: { 'application/json': { schema: newOwnKey } }, required: true } },
	responses: {
		201: json(shownKey, 'Made'),
		...problems(
			...refusals,
			'invalid-input',
			'malformed-body',
			'conflict',
			'idempotency-key-in-flight',
		),
	},
});

const rotate = createRoute({
	...shared,
	method: 'post',
	path: '/v1/own-keys/{id}/rotate',
	summary: 'Give such a key another secret; it is shown only once',
	request: {
		params,
		body: { content: { 'application/json': { schema: rotation } }, required: true },
	},
	responses: {
		201: json(shownKey, 'Rotated'),
		...problems(...refusals, 'invalid-input', 'malformed-body', 'not-found', 'conflict'),
	},
});

const revoke = createRoute({
	...shared,
	method: 'post',
	path: '/v1/own-keys/{id}/revoke',
	summary: 'Revoke such a key permanently',
	request: { params },
	responses: { 200: json(apiKey, 'Revoked'), ...problems(...refusals, 'not-found', 'conflict') },
});

/** Keys that a person makes for machines of the own organisation. */
export function ownKeyRoutes(deps: RouteDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'submit');
	app.use('/v1/own-keys', guard);
	app.use('/v1/own-keys/*', guard);
	app.openapi(list, async (context) => {
		const rows = await listOwnKeys(deps, context.get('principal'));
		const items = rows.map((row) => presentKey(row, deps.now()));
		return context.json({ items, next_cursor: null }, 200);
	});
	app.openapi(make, async (context) => {
		const body = context.req.valid('json');
		const answer = await once(deps, context, onceOnly(body), async () => {
			const asked = { principal: context.get('principal'), by: actorOf(context) };
			const made = await makeOwnKey(deps, { ...asked, label: body.label });
			return { status: 201, body: presentShownKey(made, deps.now()) };
		});
		return context.json(answer.body, 201, NEVER_STORED);
	});
	app.openapi(rotate, async (context) => {
		const body = context.req.valid('json');
		const answer = await once(deps, context, onceOnly(body), async () => {
			const asked = { principal: context.get('principal'), by: actorOf(context) };
			const { id } = context.req.valid('param');
			const overlapSeconds = body.overlap_seconds;
			const rotated = await rotateOwnKey(deps, { ...asked, id, overlapSeconds });
			return { status: 201, body: presentShownKey(rotated, deps.now()) };
		});
		return context.json(answer.body, 201, NEVER_STORED);
	});
	app.openapi(revoke, async (context) => {
		const asked = { principal: context.get('principal'), by: actorOf(context) };
		const row = await revokeOwnKey(deps, { ...asked, id: context.req.valid('param').id });
		return context.json(presentKey(row, deps.now()), 200);
	});
	return app;
}
