import { createRoute, z } from '@hono/zod-openapi';
import { listAllBoards } from '@codejoust/db/queries/boards/board-coverage';
import type { Context } from 'hono';
import type { RouteDeps } from './route-deps.ts';
import type { ApiEnvironment } from '../middleware/authenticate.ts';
import { isOperatorReading } from '../middleware/withheld.ts';
import { presentBoardCoverage } from '../present/operation.ts';
import { presentSnapshotBrief } from '../present/snapshot.ts';
import { comparison } from '@codejoust/contract/schemas/comparison';
import { leaderboard, matrix, matrixCategory } from '@codejoust/contract/schemas/leaderboard';
import {
	benchmarkName,
	pageLimit,
	scoringRule,
	sliceQuery,
} from '@codejoust/contract/schemas/names';
import { type BoardCoverage, boardCoverage } from '@codejoust/contract/schemas/operation';
import { snapshotBrief, snapshotName } from '@codejoust/contract/schemas/snapshot';
import { readComparison } from '../use-cases/boards/read-comparison.ts';
import { readLeaderboard } from '../use-cases/boards/read-leaderboard.ts';
import { answerMatrix } from '../use-cases/boards/read-matrix.ts';
import { readHistory } from '../use-cases/boards/read-snapshot.ts';
import { sendBoard, STANDING } from './send-board.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';

const judge = z
	.string()
	.max(200)
	.optional()
	.openapi({ description: 'A judge version, `name@version`; the live one by default.' });
const params = z.object({ benchmark: benchmarkName });

const list = createRoute({
	method: 'get',
	path: '/v1/leaderboards',
	tags: ['leaderboards'],
	summary: 'All boards, and how much on each is unscored',
	responses: {
		200: json(
			z.object({ items: z.array(boardCoverage) }).openapi('BoardCoverageList'),
			'The boards, by benchmark',
		),
		...problems(),
	},
});

const read = createRoute({
	method: 'get',
	path: '/v1/leaderboards/{benchmark}',
	tags: ['leaderboards'],
	summary: 'The board of a benchmark, for all questions or a slice of them',
	request: {
		params,
		query: sliceQuery.extend({
			judge,
			rule: scoringRule,
			limit: pageLimit
				.optional()
				.openapi({ description: 'Maximum number of rows, from the top; all by default.' }),
		}),
	},
	responses: {
		200: json(leaderboard, 'The board'),
		304: { description: 'The board is still the one of If-None-Match' },
		...problems('not-found', 'invalid-input', 'not-ready'),
	},
});

const readMatrixRoute = createRoute({
	method: 'get',
	path: '/v1/leaderboards/{benchmark}/matrix',
	tags: ['leaderboards'],
	summary: 'Model × category, with n in every cell',
	request: { params, query: z.object({ judge, category: matrixCategory }) },
	responses: {
		200: json(matrix, 'The matrix'),
		304: { description: 'Nothing has changed since If-None-Match' },
		...problems('not-found', 'invalid-input'),
	},
});

const compare = createRoute({
	method: 'get',
	path: '/v1/leaderboards/{benchmark}/compare',
	tags: ['leaderboards'],
	summary: 'Models against each other: paired differences, tests, and where they differ',
	request: {
		params,
		query: sliceQuery.extend({
			judge,
			models: z.string().max(1000).openapi({
				description: '2 to 10 models of the board, by slug or submission id.',
				example: 'sample-strong,sample-close',
			}),
		}),
	},
	responses: {
		200: json(comparison, 'Every pair of them'),
		304: { description: 'Nothing has changed since If-None-Match' },
		...problems('not-found', 'invalid-input', 'not-ready'),
	},
});

const history = createRoute({
	method: 'get',
	path: '/v1/leaderboards/{benchmark}/snapshots',
	tags: ['leaderboards'],
	summary: 'Every state of a board, newest first',
	request: {
		params,
		query: z.object({ judge, cursor: snapshotName.optional(), limit: pageLimit.default(50) }),
	},
	responses: {
		200: json(pageOf(snapshotBrief, 'SnapshotPage'), 'Snapshots'),
		...problems('not-found', 'invalid-input'),
	},
});

/** Boards, read from stored snapshots. */
export function leaderboardRoutes(deps: Pick<RouteDeps, 'db' | 'boards' | 'now'>) {
	return newApp()
		.openapi(list, async (context) => context.json({ items: await listBoards(deps, context) }, 200))
		.openapi(read, async (context) => {
			const { benchmark } = context.req.valid('param');
			const board = await readLeaderboard(deps, benchmark, context.req.valid('query'));
			return sendBoard(context, board, STANDING);
		})
		.openapi(readMatrixRoute, async (context) => {
			const { benchmark } = context.req.valid('param');
			const answer = await answerMatrix(deps, benchmark, context.req.valid('query'));
			return sendBoard(context, answer, STANDING);
		})
		.openapi(compare, async (context) => {
			const { benchmark } = context.req.valid('param');
			const answer = await readComparison(deps, benchmark, context.req.valid('query'));
			return sendBoard(context, answer, STANDING);
		})
		.openapi(history, async (context) => {
			const { benchmark } = context.req.valid('param');
			const { rows, next } = await readHistory(deps, benchmark, context.req.valid('query'));
			return context.json(
				{ items: rows.map(presentSnapshotBrief), next_cursor: next ?? null },
				200,
			);
		});
}

/** Boards of versions that are on no list are listed to operators. */
async function listBoards(
	deps: Pick<RouteDeps, 'db' | 'now'>,
	context: Context<ApiEnvironment>,
): Promise<BoardCoverage[]> {
	const isOperator = isOperatorReading(context);
	const boards = await listAllBoards(deps.db);
	return boards
		.filter(({ visibility }) => isOperator || visibility !== 'unlisted')
		.map(presentBoardCoverage);
}
