import { createRoute, z } from '@hono/zod-openapi';
import { listModels } from '@codejoust/db/queries/models/models';
import type { RouteDeps } from './route-deps.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { viewerOf } from '../middleware/reader.ts';
import { presentModel } from '../present/model.ts';
import { presentModelDetail } from '../present/model-page.ts';
import { modelDetail } from '@codejoust/contract/schemas/model-page';
import { model, modelChange, newModel } from '@codejoust/contract/schemas/model';
import { slug } from '@codejoust/contract/schemas/names';
import { changeModel } from '../use-cases/models/change-model.ts';
import { createModel } from '../use-cases/models/create-model.ts';
import { readModel } from '../use-cases/models/read-model.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';

const list = createRoute({
	method: 'get',
	path: '/v1/models',
	tags: ['models'],
	summary: 'All models',
	responses: { 200: json(pageOf(model, 'ModelPage'), 'Models'), ...problems() },
});

const read = createRoute({
	method: 'get',
	path: '/v1/models/{model}',
	tags: ['models'],
	summary: 'A model with its result on every board',
	request: {
		params: z.object({ model: slug }),
		query: z.object({
			judge: z.string().max(200).optional().openapi({
				description:
					'Its result under this judge version; the results on the live boards by default.',
			}),
		}),
	},
	responses: { 200: json(modelDetail, 'The model'), ...problems('not-found', 'invalid-input') },
});

const create = createRoute({
	method: 'post',
	path: '/v1/models',
	tags: ['models'],
	summary: 'Add a model',
	security: [{ key: [] }],
	request: { body: { content: { 'application/json': { schema: newModel } }, required: true } },
	responses: {
		201: json(model, 'Added'),
		...problems(
			'invalid-input',
			'malformed-body',
			'unauthenticated',
			'forbidden',
			'already-exists',
			'idempotency-key-in-flight',
		),
	},
});

const change = createRoute({
	method: 'patch',
	path: '/v1/models/{model}',
	tags: ['models'],
	summary: 'Correct what is published about a model',
	description:
		'Its organisation, licence and link, wherever the model is shown; no number changes. The audit log has the values before and after.',
	security: [{ key: [] }],
	request: {
		params: z.object({ model: slug }),
		body: { content: { 'application/json': { schema: modelChange } }, required: true },
	},
	responses: {
		200: json(model, 'Changed'),
		...problems('invalid-input', 'malformed-body', 'unauthenticated', 'forbidden', 'not-found'),
	},
});

/** Models: the contestants and their metadata. */
export function modelRoutes(deps: RouteDeps) {
	const app = newApp();
	app.use('/v1/models', async (context, next) =>
		context.req.method === 'POST' ? requireScope(deps, 'operate')(context, next) : next(),
	);
	app.use('/v1/models/*', async (context, next) =>
		context.req.method === 'PATCH' ? requireScope(deps, 'operate')(context, next) : next(),
	);
	app.openapi(list, async (context) => {
		const rows = await listModels(deps.db, viewerOf(context));
		return context.json({ items: rows.map(presentModel), next_cursor: null }, 200);
	});
	app.openapi(read, async (context) => {
		const { model: name } = context.req.valid('param');
		const { judge } = context.req.valid('query');
		const scope = { judge, viewer: viewerOf(context) };
		return context.json(presentModelDetail(await readModel(deps, name, scope)), 200);
	});
	app.openapi(create, async (context) => {
		const body = context.req.valid('json');
		const payload = JSON.stringify(body);
		const answer = await once(deps, context, { payload, isRequired: false }, async () => {
			const added = await createModel(deps.db, body, actorOf(context));
			return { status: 201, body: presentModel(added) };
		});
		return context.json(answer.body, 201);
	});
	app.openapi(change, async (context) => {
		const { model: name } = context.req.valid('param');
		const wanted = { slug: name, change: context.req.valid('json'), by: actorOf(context) };
		return context.json(presentModel(await changeModel(deps.db, wanted)), 200);
	});
	return app;
}
