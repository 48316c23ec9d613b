import { createRoute, z } from '@hono/zod-openapi';
import { publishedCsv } from '@codejoust/contract/published-csv';
import { benchmarkName, sliceQuery } from '@codejoust/contract/schemas/names';
import {
	addedPublishedResults,
	newPublishedResults,
	type PublishedBoard,
	publishedBoard,
	publishedSet,
} from '@codejoust/contract/schemas/published-results';
import { listPublishedSets } from '@codejoust/db/queries/benchmarks/published-results';
import { findVersion } from '../find-version.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { readBody } from '../middleware/read-body.ts';
import { presentAddedSets, presentPublishedSet } from '../present/published-results.ts';
import { addPublishedResults } from '../use-cases/benchmarks/add-published-results.ts';
import { removePublishedResults } from '../use-cases/benchmarks/remove-published-results.ts';
import { loadBenchmark } from '../use-cases/boards/board-cache.ts';
import { matchPublished, readPublished } from '../use-cases/boards/read-published.ts';
import { readDescribedFile } from './described-file.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import type { RouteDeps } from './route-deps.ts';
import { sendBoard, STANDING } from './send-board.ts';

const params = z.object({ benchmark: benchmarkName });
const writing = ['unauthenticated', 'forbidden', 'not-found'] as const;
const onBoard = {
	request: {
		params,
		query: sliceQuery.extend({
			judge: z.string().max(200).optional().openapi({
				description: 'A judge version, `name@version`; by default that of the live board.',
			}),
		}),
	},
	others: {
		304: { description: 'Nothing has changed since If-None-Match' },
		...problems('not-found', 'invalid-input'),
	},
};

const list = createRoute({
	method: 'get',
	path: '/v1/benchmarks/{benchmark}/published-results',
	tags: ['benchmarks'],
	summary: 'Sets of results that others published for a benchmark version',
	request: { params },
	responses: {
		200: json(z.object({ items: z.array(publishedSet) }), 'In the order of their adding'),
		...problems('not-found'),
	},
});

const add = createRoute({
	method: 'post',
	path: '/v1/benchmarks/{benchmark}/published-results',
	tags: ['benchmarks'],
	summary: 'Add results that others published; they are shown beside the board and never ranked',
	description:
		'As multipart/form-data: `results`, a table as CSV, JSON or Markdown with a row for each model, and `metadata`, a JSON object. All or nothing.',
	security: [{ key: [] }],
	request: {
		params,
		body: {
			content: {
				'multipart/form-data': {
					schema: z.object({
						metadata: z.string().openapi({ description: 'JSON of NewPublishedResults.' }),
						results: z.any().openapi({ type: 'string', format: 'binary' }),
					}),
				},
			},
			required: true,
		},
	},
	responses: {
		200: json(addedPublishedResults, 'What a dry run found'),
		201: json(addedPublishedResults, 'Added'),
		...problems(
			...writing,
			'invalid-input',
			'malformed-body',
			'unsupported-media-type',
			'body-too-large',
			'conflict',
			'idempotency-key-in-flight',
		),
	},
});

const remove = createRoute({
	method: 'delete',
	path: '/v1/published-results/{id}',
	tags: ['benchmarks'],
	summary: 'Remove a set of published results',
	security: [{ key: [] }],
	request: { params: z.object({ id: z.string().max(40) }) },
	responses: { 200: json(publishedSet, 'What was removed'), ...problems(...writing) },
});

const compare = createRoute({
	method: 'get',
	path: '/v1/leaderboards/{benchmark}/published-results',
	tags: ['leaderboards'],
	summary: 'Results that others published, beside a board’s, with how far both order models alike',
	description:
		'No rank, interval or count of the board is computed from them, and they are in no snapshot.',
	request: onBoard.request,
	responses: { 200: json(publishedBoard, 'Every set, compared'), ...onBoard.others },
});

const csv = createRoute({
	method: 'get',
	path: '/v1/leaderboards/{benchmark}/published-results.csv',
	tags: ['exports'],
	summary: 'The same as CSV (RFC 4180), every line marked as published by others',
	request: onBoard.request,
	responses: {
		200: { description: 'The lines', content: { 'text/csv': { schema: z.string() } } },
		...onBoard.others,
	},
});

/** Results that others published. */
export function publishedResultRoutes(deps: RouteDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'operate');
	app.post('/v1/benchmarks/:benchmark/published-results', guard);
	app.delete('/v1/published-results/*', guard);
	app.openapi(list, async (context) => {
		const version = await findVersion(deps.db, context.req.valid('param').benchmark);
		const sets = await listPublishedSets(deps.db, version.id);
		const name = `${version.slug}@${version.version}`;
		return context.json({ items: sets.map((set) => presentPublishedSet(set, name)) }, 200);
	});
	// The form is read by the file readers; the schema above describes it.
	app.openAPIRegistry.registerPath(add);
	app.openAPIRegistry.register('NewPublishedResults', newPublishedResults);
	app.post('/v1/benchmarks/:benchmark/published-results', async (context) => {
		const bytes = await readBody(context.req);
		const { benchmark } = context.req.param();
		const by = actorOf(context);
		const answer = await once(deps, context, { payload: bytes, isRequired: false }, async () => {
			const { metadata, file } = await readDescribedFile(
				{ contentType: context.req.header('content-type'), bytes },
				{ part: 'results', schema: newPublishedResults },
			);
			const version = await findVersion(deps.db, benchmark);
			const { choices } = await loadBenchmark(deps, version.id);
			const added = await addPublishedResults(deps.db, {
				version,
				choices,
				metadata,
				file,
				by,
			});
			const name = `${version.slug}@${version.version}`;
			const matches = await matchPublished(deps, name, {
				names: metadata.names ?? {},
				rows: added.sets.flatMap(({ rows }) => rows),
			});
			return {
				status: metadata.dry_run ? 200 : 201,
				body: presentAddedSets(added, name, matches),
			};
		});
		return context.json(answer.body, answer.status);
	});
	app.openapi(remove, async (context) => {
		const { id } = context.req.valid('param');
		const { set, benchmark } = await removePublishedResults(deps.db, { id, by: actorOf(context) });
		return context.json(presentPublishedSet(set, benchmark), 200);
	});
	app.openapi(compare, async (context) => {
		const { benchmark } = context.req.valid('param');
		const answer = await readPublished(deps, benchmark, context.req.valid('query'));
		return sendBoard(context, answer, STANDING);
	});
	app.openapi(csv, async (context) => {
		const { benchmark } = context.req.valid('param');
		const { etag, body } = await readPublished(deps, benchmark, context.req.valid('query'));
		// Written by this program in this shape, just now.
		const read = async () => JSON.parse(await body()) as PublishedBoard;
		context.header('content-disposition', `attachment; filename="${benchmark}-published.csv"`);
		const answer = { etag: `${etag}-csv`, body: async () => publishedCsv(await read()) };
		return sendBoard(context, answer, STANDING, 'text/csv; charset=utf-8; header=present');
	});
	return app;
}
