import { createRoute, z } from '@hono/zod-openapi';
import { benchmarkProfile } from '@codejoust/contract/schemas/benchmark-profile';
import { benchmarkName } from '@codejoust/contract/schemas/names';
import type { RouteDeps } from './route-deps.ts';
import { readProfile } from '../use-cases/boards/read-profile.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import { sendBoard, STANDING } from './send-board.ts';

const read = createRoute({
	method: 'get',
	path: '/v1/benchmarks/{benchmark}/profile',
	tags: ['benchmarks'],
	summary: 'The questions of a version in numbers',
	description:
		'By class, language and difficulty; lengths of the prompts and of the baseline’s answers; near-duplicates; and which questions separate the models of the live board.',
	request: { params: z.object({ benchmark: benchmarkName }) },
	responses: {
		200: json(benchmarkProfile, 'The questions in numbers'),
		304: { description: 'Nothing has changed since If-None-Match' },
		...problems('not-found', 'invalid-input', 'not-ready'),
	},
});

/** What the questions of a benchmark are. */
export function benchmarkProfileRoutes(deps: Pick<RouteDeps, 'db' | 'boards'>) {
	return newApp().openapi(read, async (context) => {
		const { benchmark } = context.req.valid('param');
		return sendBoard(context, await readProfile(deps, benchmark), STANDING);
	});
}
