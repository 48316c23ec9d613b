import { createRoute, z } from '@hono/zod-openapi';
import type { RouteDeps } from './route-deps.ts';
import { isKeptBack } from '../middleware/withheld.ts';
import { writeJudgeComparison } from '../present/judge-comparison-markdown.ts';
import { presentFlips } from '../present/judge-flip.ts';
import {
	FLIP_KINDS,
	type JudgeComparison,
	judgeComparison,
	judgeFlip,
} from '@codejoust/contract/schemas/judge-comparison';
import { benchmarkName, cursor, pageLimit } from '@codejoust/contract/schemas/names';
import type { BoardAnswer } from '../use-cases/boards/board-answer.ts';
import { listJudgeFlips, readJudgeComparison } from '../use-cases/judges/read-judge-comparison.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';
import { sendBoard, STANDING } from './send-board.ts';

const judgeName = z.string().min(1).max(200);
const params = z.object({ benchmark: benchmarkName });
const judges = z.object({
	from: judgeName.openapi({ description: 'The old judge version, `name@version`.' }),
	to: judgeName.openapi({ description: 'The new one.' }),
});

const compare = createRoute({
	method: 'get',
	path: '/v1/leaderboards/{benchmark}/judges/compare',
	tags: ['leaderboards'],
	summary: 'Two judge versions on one benchmark: what moves, and how far they agree',
	description:
		'Over the battles of published submissions that both have judged, whether their boards are live or not.',
	request: { params, query: judges },
	responses: {
		200: json(judgeComparison, 'The comparison'),
		304: { description: 'Nothing has changed since If-None-Match' },
		...problems('not-found', 'invalid-input', 'not-ready'),
	},
});

const compareMarkdown = createRoute({
	method: 'get',
	path: '/v1/leaderboards/{benchmark}/judges/compare.md',
	tags: ['exports'],
	summary: 'The same as Markdown',
	request: { params, query: judges },
	responses: {
		200: { description: 'The report', content: { 'text/markdown': { schema: z.string() } } },
		304: { description: 'Nothing has changed since If-None-Match' },
		...problems('not-found', 'invalid-input', 'not-ready'),
	},
});

const flips = createRoute({
	method: 'get',
	path: '/v1/leaderboards/{benchmark}/judges/flips',
	tags: ['leaderboards'],
	summary: 'The battles whose outcome the new judge changed, with both battles of each',
	request: {
		params,
		query: judges.extend({
			kind: z.enum(FLIP_KINDS).default('reversed').openapi({
				description: '`reversed`: a win against a loss; `any`: from or to a tie as well.',
			}),
			model: z.string().max(200).optional().openapi({
				description: 'A model by its slug, or a submission by its id.',
			}),
			category: z.string().max(200).optional(),
			cursor: cursor.regex(/^\d{1,15}$/, 'Use the value of next_cursor as the cursor.').optional(),
			limit: pageLimit.default(50),
		}),
	},
	responses: {
		200: json(pageOf(judgeFlip, 'JudgeFlipPage'), 'Battles, in the order of the old judge’s'),
		...problems('not-found', 'invalid-input'),
	},
});

/** Two judge versions beside each other, from what is stored under both. */
export function judgeComparisonRoutes(deps: Pick<RouteDeps, 'db' | 'boards'>) {
	return newApp()
		.openapi(compare, async (context) => {
			const { benchmark } = context.req.valid('param');
			const answer = await readJudgeComparison(deps, benchmark, context.req.valid('query'));
			return sendBoard(context, answer, STANDING);
		})
		.openapi(compareMarkdown, async (context) => {
			const { benchmark } = context.req.valid('param');
			const answer = await readJudgeComparison(deps, benchmark, context.req.valid('query'));
			return sendBoard(context, asMarkdown(answer), STANDING, 'text/markdown; charset=utf-8');
		})
		.openapi(flips, async (context) => {
			const { benchmark } = context.req.valid('param');
			const found = await listJudgeFlips(deps, benchmark, context.req.valid('query'));
			return context.json(presentFlips(found, isKeptBack(context, found.visibility)), 200);
		});
}

function asMarkdown({ etag, body }: BoardAnswer): BoardAnswer {
	// Written by this program in this shape.
	const read = async () => JSON.parse(await body()) as JudgeComparison;
	return { etag: `${etag}-md`, body: async () => writeJudgeComparison(await read()) };
}
