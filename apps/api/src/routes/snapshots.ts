import { createRoute, z } from '@hono/zod-openapi';
import { findBenchmarkStanding } from '@codejoust/db/queries/benchmark-standing';
import type { ApiDeps } from '../deps.ts';
import { leaderboard, matrix, matrixCategory } from '../schemas/leaderboard.ts';
import { refuseKeptBack } from '../middleware/kept-back.ts';
import { sliceQuery } from '../schemas/names.ts';
import { snapshot, snapshotName } from '../schemas/snapshot.ts';
import { readSnapshotLeaderboard } from '../use-cases/read-leaderboard.ts';
import { answerSnapshotMatrix } from '../use-cases/read-matrix.ts';
import { findSnapshot, readSnapshot } from '../use-cases/read-snapshot.ts';
import { writeBundle } from '../use-cases/write-bundle.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import { isKnown, PERMANENT, sendBoard } from './send-board.ts';
import { sendLines } from './send-lines.ts';

const params = z.object({ id: snapshotName });

const read = createRoute({
	method: 'get',
	path: '/v1/snapshots/{id}',
	tags: ['snapshots'],
	summary: 'What a snapshot of a board is of, and its slices',
	request: { params },
	responses: { 200: json(snapshot, 'The snapshot'), ...problems('not-found', 'invalid-input') },
});

const readBoard = createRoute({
	method: 'get',
	path: '/v1/snapshots/{id}/leaderboard',
	tags: ['snapshots'],
	summary: 'The board as it stood in a snapshot: a permalink',
	request: { params, query: sliceQuery },
	responses: {
		200: json(leaderboard, 'The board'),
		304: { description: 'The board is still the one of If-None-Match' },
		...problems('not-found', 'invalid-input', 'not-ready'),
	},
});

const readMatrix = createRoute({
	method: 'get',
	path: '/v1/snapshots/{id}/matrix',
	tags: ['snapshots'],
	summary: 'Model × category as it stood in a snapshot',
	request: { params, query: z.object({ category: matrixCategory }) },
	responses: {
		200: json(matrix, 'The matrix'),
		304: { description: 'The matrix is still the one of If-None-Match' },
		...problems('not-found', 'invalid-input'),
	},
});

const readBundle = createRoute({
	method: 'get',
	path: '/v1/snapshots/{id}/bundle',
	tags: ['snapshots'],
	summary: 'A snapshot with every judgment it was computed from, to compute it again',
	description:
		'One JSON object a line: the header (benchmark, judge definition, rule, seed, code version), questions, each model before its battles, slices with their numbers, and at the end the number of lines. `codejoust recompute` rebuilds every number from the judgments.',
	request: {
		params,
		query: z.object({
			texts: z
				.enum(['0', '1'])
				.default('0')
				.openapi({ description: '1: with questions, answers and the judge’s words.' }),
		}),
	},
	responses: {
		200: { description: 'The bundle', content: { 'application/x-ndjson': { schema: z.string() } } },
		304: { description: 'The bundle is still the one of If-None-Match' },
		...problems('not-found', 'invalid-input', 'unauthenticated', 'forbidden'),
	},
});

/** Boards as they once stood. */
export function snapshotRoutes(deps: Pick<ApiDeps, 'db' | 'boards' | 'now'>) {
	return newApp()
		.openapi(read, async (context) =>
			context.json(await readSnapshot(deps, context.req.valid('param').id), 200),
		)
		.openapi(readBoard, async (context) => {
			const row = await findSnapshot(deps.db, context.req.valid('param').id);
			const board = await readSnapshotLeaderboard(deps, row, context.req.valid('query'));
			return sendBoard(context, board, PERMANENT);
		})
		.openapi(readMatrix, async (context) => {
			const row = await findSnapshot(deps.db, context.req.valid('param').id);
			const answer = await answerSnapshotMatrix(deps, row, context.req.valid('query'));
			return sendBoard(context, answer, PERMANENT);
		})
		.openapi(readBundle, async (context) => {
			const snapshot = await findSnapshot(deps.db, context.req.valid('param').id);
			const hasTexts = context.req.valid('query').texts === '1';
			const { visibility } = await findBenchmarkStanding(deps.db, snapshot.benchmarkVersionId);
			if (hasTexts) refuseKeptBack(context, visibility);
			const tag = { etag: `W/"${snapshot.id}"`, 'cache-control': PERMANENT };
			if (!hasTexts && isKnown(context, snapshot.id)) return context.body(null, 304, tag);
			const name = `codejoust-${snapshot.id.slice(0, 12)}${hasTexts ? '-texts' : ''}.ndjson`;
			return sendLines(context, writeBundle(deps, { snapshot, hasTexts }), {
				// A text may be redacted at any time; without texts nothing changes any more.
				...(hasTexts ? { 'cache-control': 'no-store' } : tag),
				'content-disposition': `attachment; filename="${name}"`,
			});
		});
}
