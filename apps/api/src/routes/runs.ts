import { createRoute, z } from '@hono/zod-openapi';
import { listRuns } from '@codejoust/db/queries/runs/runs';
import type { RouteDeps } from './route-deps.ts';
import { viewerOf } from '../middleware/reader.ts';
import { presentRun } from '../present/run.ts';
import { cursor, pageLimit } from '@codejoust/contract/schemas/names';
import { RUN_STATES } from '@codejoust/contract/schemas/closed-lists';
import { run } from '@codejoust/contract/schemas/submission';
import { describeRuns, readRun } from '../use-cases/runs/read-run.ts';
import { readTimeCursor, writeTimeCursor } from './cursors.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';

/** As many words as a search has. */
const MOST_WORDS = 10;

const searchWords = z
	.string()
	.max(200)
	.transform((text) => text.trim().split(/\s+/).filter(Boolean).slice(0, MOST_WORDS))
	.optional()
	.openapi({
		description:
			'Words. The names of the model, the benchmark and the judge, the id and, for operators, the endpoint have all of them.',
	});

const list = createRoute({
	method: 'get',
	path: '/v1/runs',
	tags: ['runs'],
	summary: 'Runs, newest first',
	request: {
		query: z.object({
			state: z
				.enum(['unfinished', ...RUN_STATES])
				.optional()
				.openapi({
					description: 'unfinished: neither done nor cancelled.',
				}),
			q: searchWords,
			submission: z.string().max(80).optional(),
			cursor: cursor.optional(),
			limit: pageLimit.default(50),
		}),
	},
	responses: { 200: json(pageOf(run, 'RunPage'), 'Runs'), ...problems('invalid-input') },
});

const read = createRoute({
	method: 'get',
	path: '/v1/runs/{id}',
	tags: ['runs'],
	summary: 'A run with its progress',
	request: { params: z.object({ id: z.string().max(80) }) },
	responses: { 200: json(run, 'The run'), ...problems('not-found') },
});

/** Runs: a judge playing a submission’s battles. */
export function runRoutes(deps: RouteDeps) {
	return newApp()
		.openapi(list, async (context) => {
			const query = context.req.valid('query');
			const viewer = viewerOf(context);
			const rows = await listRuns(deps.db, {
				submissionId: query.submission,
				state: query.state,
				words: query.q,
				viewer,
				before: readTimeCursor(query.cursor),
				limit: query.limit + 1,
			});
			const shown = rows.slice(0, query.limit);
			const last = shown.at(-1);
			const found = await describeRuns(deps, shown, viewer);
			return context.json(
				{
					items: found.map((one) => presentRun(one, deps.now())),
					next_cursor: rows.length > query.limit && last ? writeTimeCursor(last.run) : null,
				},
				200,
			);
		})
		.openapi(read, async (context) => {
			const found = await readRun(deps, context.req.valid('param').id, viewerOf(context));
			return context.json(presentRun(found, deps.now()), 200);
		});
}
