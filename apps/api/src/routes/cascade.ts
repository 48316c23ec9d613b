import { createRoute, z } from '@hono/zod-openapi';
import { cascadeQuality } from '@codejoust/contract/schemas/cascade';
import { benchmarkName } from '@codejoust/contract/schemas/names';
import { readCascade } from '../use-cases/boards/read-cascade.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import type { RouteDeps } from './route-deps.ts';
import { sendBoard, STANDING } from './send-board.ts';

const cascade = createRoute({
	method: 'get',
	path: '/v1/leaderboards/{benchmark}/cascade',
	tags: ['leaderboards'],
	summary: 'How often a cascade has asked its second judge on its board, and what that has saved',
	request: {
		params: z.object({ benchmark: benchmarkName }),
		query: z.object({
			judge: z.string().max(200).optional().openapi({
				description: 'A cascade, `name@version`; the live judge by default.',
			}),
		}),
	},
	responses: {
		200: json(cascadeQuality, 'The cascade'),
		304: { description: 'Nothing has changed since If-None-Match' },
		...problems('not-found', 'invalid-input'),
	},
});

/** What a cascade has asked of its second judge, and saved. */
export function cascadeRoutes(deps: Pick<RouteDeps, 'db' | 'boards'>) {
	return newApp().openapi(cascade, async (context) => {
		const { benchmark } = context.req.valid('param');
		const { judge } = context.req.valid('query');
		return sendBoard(context, await readCascade(deps, benchmark, judge), STANDING);
	});
}
