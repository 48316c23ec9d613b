import { createRoute, z } from '@hono/zod-openapi';
import type { RouteDeps } from './route-deps.ts';
import { modelHistory, winFractions } from '@codejoust/contract/schemas/board-chart';
import { benchmarkName, pageLimit, sliceQuery } from '@codejoust/contract/schemas/names';
import { snapshotName } from '@codejoust/contract/schemas/snapshot';
import { readModelHistory } from '../use-cases/models/read-model-history.ts';
import { readWinFractions } from '../use-cases/boards/read-win-fractions.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import { sendBoard, STANDING } from './send-board.ts';

const params = z.object({ benchmark: benchmarkName });
const judge = z.string().max(200).optional();

const fractions = createRoute({
	method: 'get',
	path: '/v1/leaderboards/{benchmark}/win-fractions',
	tags: ['leaderboards'],
	summary: 'Model × model: on which share of their shared questions one does better than the other',
	request: {
		params,
		query: sliceQuery.extend({
			judge: judge.openapi({
				description: 'A judge version, `name@version`; the live one by default.',
			}),
			limit: pageLimit
				.default(20)
				.openapi({ description: 'Maximum number of models, from the top of the board.' }),
		}),
	},
	responses: {
		200: json(winFractions, 'The matrix'),
		304: { description: 'Nothing has changed since If-None-Match' },
		...problems('not-found', 'invalid-input', 'not-ready'),
	},
});

const history = createRoute({
	method: 'get',
	path: '/v1/leaderboards/{benchmark}/history',
	tags: ['leaderboards'],
	summary: 'A model’s score in every stored snapshot, newest first',
	description:
		'Without a version in the name, over all versions of the benchmark. A page reads `limit` snapshots, and has an item for each snapshot with the model.',
	request: {
		params,
		query: z.object({
			model: z.string().min(1).max(200).openapi({
				description: 'A model by its slug, or a variant of it by a submission’s id.',
				example: 'sample-strong',
			}),
			judge: judge.openapi({ description: 'A judge version, `name@version`; all by default.' }),
			cursor: snapshotName.optional(),
			limit: pageLimit.default(100),
		}),
	},
	responses: {
		200: json(modelHistory, 'The history'),
		304: { description: 'Nothing has changed since If-None-Match' },
		...problems('not-found', 'invalid-input'),
	},
});

/** What charts are drawn from beside the board itself, out of stored snapshots. */
export function boardChartRoutes(deps: Pick<RouteDeps, 'db' | 'boards'>) {
	return newApp()
		.openapi(fractions, async (context) => {
			const { benchmark } = context.req.valid('param');
			const answer = await readWinFractions(deps, benchmark, context.req.valid('query'));
			return sendBoard(context, answer, STANDING);
		})
		.openapi(history, async (context) => {
			const { benchmark } = context.req.valid('param');
			const answer = await readModelHistory(deps, benchmark, context.req.valid('query'));
			return sendBoard(context, answer, STANDING);
		});
}
