import { createRoute, z } from '@hono/zod-openapi';
import { readModelsRevision } from '@codejoust/db/queries/models/models-revision';
import { findBenchmarkVisibility } from '@codejoust/db/queries/benchmarks/benchmark-visibility';
import type { RouteDeps } from './route-deps.ts';
import { leaderboard, matrix, matrixCategory } from '@codejoust/contract/schemas/leaderboard';
import { refuseKeptBack } from '../middleware/withheld.ts';
import { scoringRule, sliceQuery } from '@codejoust/contract/schemas/names';
import { snapshot, snapshotName } from '@codejoust/contract/schemas/snapshot';
import { readSnapshotLeaderboard } from '../use-cases/boards/read-leaderboard.ts';
import { answerSnapshotMatrix } from '../use-cases/boards/read-matrix.ts';
import { writeBundle } from '../present/bundle.ts';
import { presentSnapshot } from '../present/snapshot.ts';
import { findSnapshot, readSnapshot } from '../use-cases/boards/read-snapshot.ts';
import { readBundle } from '../use-cases/boards/read-bundle.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import { isKnown, PERMANENT, sendBoard } from './send-board.ts';
import { sendLines } from './send-lines.ts';

const params = z.object({ id: snapshotName });

const read = createRoute({
	method: 'get',
	path: '/v1/snapshots/{id}',
	tags: ['snapshots'],
	summary: 'The board and the slices of a snapshot',
	request: { params },
	responses: { 200: json(snapshot, 'The snapshot'), ...problems('not-found', 'invalid-input') },
});

const readBoard = createRoute({
	method: 'get',
	path: '/v1/snapshots/{id}/leaderboard',
	tags: ['snapshots'],
	summary: 'The board as it was in a snapshot: a permalink',
	request: { params, query: sliceQuery.extend({ rule: scoringRule }) },
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
	summary: 'Model × category as it was in a snapshot',
	request: { params, query: z.object({ category: matrixCategory }) },
	responses: {
		200: json(matrix, 'The matrix'),
		304: { description: 'The matrix is still the one of If-None-Match' },
		...problems('not-found', 'invalid-input'),
	},
});

const readBundleRoute = createRoute({
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
export function snapshotRoutes(deps: Pick<RouteDeps, 'db' | 'boards' | 'now'>) {
	return newApp()
		.openapi(read, async (context) => {
			const found = await readSnapshot(deps, context.req.valid('param').id);
			return context.json(presentSnapshot(found), 200);
		})
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
		.openapi(readBundleRoute, async (context) => {
			const snapshot = await findSnapshot(deps.db, context.req.valid('param').id);
			const hasTexts = context.req.valid('query').texts === '1';
			const { visibility } = await findBenchmarkVisibility(deps.db, snapshot.benchmarkVersionId);
			if (hasTexts) refuseKeptBack(context, visibility);
			const state = `${snapshot.id}-${await readModelsRevision(deps.db)}`;
			const tag = { etag: `W/"${state}"`, 'cache-control': PERMANENT };
			if (!hasTexts && isKnown(context, state)) return context.body(null, 304, tag);
			const name = `codejoust-${snapshot.id.slice(0, 12)}${hasTexts ? '-texts' : ''}.ndjson`;
			return sendLines(context, writeBundle(readBundle(deps, { snapshot, hasTexts })), {
				// A text may be redacted at any time; without texts only the metadata of models change.
				...(hasTexts ? { 'cache-control': 'no-store' } : tag),
				'content-disposition': `attachment; filename="${name}"`,
			});
		});
}
