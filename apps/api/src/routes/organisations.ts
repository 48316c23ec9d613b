import { createRoute, z } from '@hono/zod-openapi';
import { listOrganisations } from '@codejoust/db/queries/keys/organisations';
import type { RouteDeps } from './route-deps.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { presentOrganisation } from '../present/access.ts';
import {
	newOrganisation,
	organisation,
	organisationChange,
} from '@codejoust/contract/schemas/access';
import { slug } from '@codejoust/contract/schemas/names';
import {
	changeOrganisation,
	createOrganisation,
	describeOrganisation,
	readOrganisation,
} from '../use-cases/keys/change-organisations.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';

const shared = { tags: ['access'], security: [{ key: [] }] };
const refusals = ['unauthenticated', 'forbidden', 'invalid-input'] as const;
const params = z.object({ organisation: slug });

const list = createRoute({
	...shared,
	method: 'get',
	path: '/v1/organisations',
	summary: 'All organisations with their quotas',
	responses: {
		200: json(pageOf(organisation, 'OrganisationPage'), 'Organisations'),
		...problems(...refusals),
	},
});

const create = createRoute({
	...shared,
	method: 'post',
	path: '/v1/organisations',
	summary: 'Add an organisation',
	request: {
		body: { content: { 'application/json': { schema: newOrganisation } }, required: true },
	},
	responses: {
		201: json(organisation, 'Added'),
		...problems(...refusals, 'malformed-body', 'already-exists', 'idempotency-key-in-flight'),
	},
});

const read = createRoute({
	...shared,
	method: 'get',
	path: '/v1/organisations/{organisation}',
	summary: 'An organisation with its quotas and what is used of them',
	request: { params },
	responses: { 200: json(organisation, 'It'), ...problems(...refusals, 'not-found') },
});

const change = createRoute({
	...shared,
	method: 'patch',
	path: '/v1/organisations/{organisation}',
	summary: 'Change an organisation’s name or quotas',
	request: {
		params,
		body: { content: { 'application/json': { schema: organisationChange } }, required: true },
	},
	responses: {
		200: json(organisation, 'Changed'),
		...problems(...refusals, 'malformed-body', 'not-found'),
	},
});

/** Organisations: who submits, and how much of it. */
export function organisationRoutes(deps: RouteDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'operate');
	app.use('/v1/organisations', guard);
	app.use('/v1/organisations/*', guard);
	app.openapi(list, async (context) => {
		const rows = await listOrganisations(deps.db);
		const found = await Promise.all(rows.map((row) => describeOrganisation(deps, row)));
		return context.json({ items: found.map(presentOrganisation), next_cursor: null }, 200);
	});
	app.openapi(create, async (context) => {
		const body = context.req.valid('json');
		const payload = JSON.stringify(body);
		const answer = await once(deps, context, { payload, isRequired: false }, async () => {
			const added = await createOrganisation(deps, body, actorOf(context));
			return { status: 201, body: presentOrganisation(added) };
		});
		return context.json(answer.body, 201);
	});
	app.openapi(read, async (context) => {
		const { organisation: name } = context.req.valid('param');
		return context.json(presentOrganisation(await readOrganisation(deps, name)), 200);
	});
	app.openapi(change, async (context) => {
		const { organisation: name } = context.req.valid('param');
		const by = actorOf(context);
		const wanted = { slug: name, change: context.req.valid('json'), by };
		return context.json(presentOrganisation(await changeOrganisation(deps, wanted)), 200);
	});
	return app;
}
