import { createRoute, z } from '@hono/zod-openapi';
import { listModels } from '@codejoust/db/queries/models';
import type { ApiDeps } from '../deps.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { viewerOf } from '../middleware/reader.ts';
import { presentModel } from '../present/model.ts';
import { modelDetail } from '../schemas/model-page.ts';
import { model, newModel } from '../schemas/model.ts';
import { slug } from '../schemas/names.ts';
import { createModel } from '../use-cases/create-model.ts';
import { readModel } from '../use-cases/read-model.ts';
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
	summary: 'A model with its standing on every board',
	request: {
		params: z.object({ model: slug }),
		query: z.object({
			judge: z.string().max(200).optional().openapi({
				description: 'Its standing under this judge version; that of the live boards by default.',
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

/** Models: the contestants and their metadata. */
export function modelRoutes(deps: ApiDeps) {
	const app = newApp();
	app.use('/v1/models', async (context, next) =>
		context.req.method === 'POST' ? requireScope(deps, 'operate')(context, next) : next(),
	);
	app.openapi(list, async (context) => {
		const rows = await listModels(deps.db, viewerOf(context));
		return context.json({ items: rows.map(presentModel), next_cursor: null }, 200);
	});
	app.openapi(read, async (context) => {
		const { model: name } = context.req.valid('param');
		const { judge } = context.req.valid('query');
		const scope = { judge, viewer: viewerOf(context) };
		return context.json(await readModel(deps, name, scope), 200);
	});
	app.openapi(create, async (context) => {
		const body = context.req.valid('json');
		const payload = JSON.stringify(body);
		const answer = await once(deps, context, { payload, isRequired: false }, async () => {
			return { status: 201, body: await createModel(deps.db, body, actorOf(context)) };
		});
		return context.json(answer.body, 201);
	});
	return app;
}
