import { createRoute, z } from '@hono/zod-openapi';
import { criteriaCsv } from '@codejoust/contract/criteria-csv';
import { type CriteriaBoard, criteriaBoard } from '@codejoust/contract/schemas/criteria';
import { benchmarkName } from '@codejoust/contract/schemas/names';
import type { RouteDeps } from './route-deps.ts';
import { readCriteria } from '../use-cases/boards/read-criteria.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import { sendBoard, STANDING } from './send-board.ts';

const request = {
	params: z.object({ benchmark: benchmarkName }),
	query: z.object({
		judge: z.string().max(200).optional().openapi({
			description:
				'A judge version, `name@version`, whose family is shown; by default the family with the most boards under a criterion.',
		}),
	}),
};
const others = {
	304: { description: 'Nothing has changed since If-None-Match' },
	...problems('not-found', 'invalid-input'),
};

const read = createRoute({
	method: 'get',
	path: '/v1/leaderboards/{benchmark}/criteria',
	tags: ['leaderboards'],
	summary: 'Model × criterion, from the boards of judges that differ only in the criterion',
	description:
		'Scores, intervals and rank ranges are those of the boards. With them: how far each two boards order the models alike.',
	request,
	responses: { 200: json(criteriaBoard, 'The criteria beside each other'), ...others },
});

const csv = createRoute({
	method: 'get',
	path: '/v1/leaderboards/{benchmark}/criteria.csv',
	tags: ['exports'],
	summary: 'Model × criterion as CSV (RFC 4180), a line for each model of each board',
	request,
	responses: {
		200: { description: 'The lines', content: { 'text/csv': { schema: z.string() } } },
		...others,
	},
});

/** The boards of one family of judges beside each other. */
export function criteriaRoutes(deps: Pick<RouteDeps, 'db' | 'boards'>) {
	return newApp()
		.openapi(read, async (context) => {
			const { benchmark } = context.req.valid('param');
			const answer = await readCriteria(deps, benchmark, context.req.valid('query'));
			return sendBoard(context, answer, STANDING);
		})
		.openapi(csv, async (context) => {
			const { benchmark } = context.req.valid('param');
			const { etag, body } = await readCriteria(deps, benchmark, context.req.valid('query'));
			// Written by this program in this shape, just now.
			const read = async () => JSON.parse(await body()) as CriteriaBoard;
			context.header('content-disposition', `attachment; filename="${benchmark}-criteria.csv"`);
			const answer = { etag: `${etag}-csv`, body: async () => criteriaCsv(await read()) };
			return sendBoard(context, answer, STANDING, 'text/csv; charset=utf-8; header=present');
		});
}
