import { createRoute, z } from '@hono/zod-openapi';
import { juryQuality } from '@codejoust/contract/schemas/jury';
import { benchmarkName } from '@codejoust/contract/schemas/names';
import { readJury } from '../use-cases/boards/read-jury.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import type { RouteDeps } from './route-deps.ts';
import { sendBoard, STANDING } from './send-board.ts';

const jury = createRoute({
	method: 'get',
	path: '/v1/leaderboards/{benchmark}/jury',
	tags: ['leaderboards'],
	summary: 'What the votes on a jury’s board say of the jury and of each of its members',
	request: {
		params: z.object({ benchmark: benchmarkName }),
		query: z.object({
			judge: z.string().max(200).optional().openapi({
				description: 'A jury, `name@version`; the live judge by default.',
			}),
		}),
	},
	responses: {
		200: json(juryQuality, 'The jury'),
		304: { description: 'Nothing has changed since If-None-Match' },
		...problems('not-found', 'invalid-input'),
	},
});

/** What several judges say of each other where they decide together. */
export function juryRoutes(deps: Pick<RouteDeps, 'db' | 'boards'>) {
	return newApp().openapi(jury, async (context) => {
		const { benchmark } = context.req.valid('param');
		const { judge } = context.req.valid('query');
		return sendBoard(context, await readJury(deps, benchmark, judge), STANDING);
	});
}
