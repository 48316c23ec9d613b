import { createRoute, z } from '@hono/zod-openapi';
import type { RouteDeps } from './route-deps.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { presentBenchmarkBrief } from '../present/benchmark.ts';
import { presentVersionChanges } from '../present/benchmark-change.ts';
import { benchmarkBrief } from '@codejoust/contract/schemas/benchmark';
import { benchmarkChange, versionChanges } from '@codejoust/contract/schemas/benchmark-change';
import { benchmarkName } from '@codejoust/contract/schemas/names';
import { changeBenchmark } from '../use-cases/benchmarks/benchmark-visibility.ts';
import { findVersion } from '../find-version.ts';
import { readChanges } from '../use-cases/benchmarks/read-changes.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';

const params = z.object({ benchmark: benchmarkName });

const readDifferences = createRoute({
	method: 'get',
	path: '/v1/benchmarks/{benchmark}/changes',
	tags: ['benchmarks'],
	summary: 'What a version has added, removed and edited since an earlier one',
	request: {
		params,
		query: z.object({
			from: z.string().max(40).optional().openapi({
				description: 'A version of the same benchmark; by default the one published before.',
				example: '1',
			}),
		}),
	},
	responses: {
		200: json(versionChanges, 'The changes, question by question'),
		...problems('not-found', 'invalid-input'),
	},
});

const change = createRoute({
	method: 'patch',
	path: '/v1/benchmarks/{benchmark}',
	tags: ['benchmarks'],
	summary: 'Retire a version, or change who sees it; its content never changes',
	security: [{ key: [] }],
	request: {
		params,
		body: { content: { 'application/json': { schema: benchmarkChange } }, required: true },
	},
	responses: {
		200: json(benchmarkBrief, 'The version as it is now'),
		...problems(
			'invalid-input',
			'malformed-body',
			'unsupported-media-type',
			'unauthenticated',
			'forbidden',
			'not-found',
		),
	},
});

/** Versions of a benchmark: what they have changed, and how they are shown. */
export function benchmarkVersionRoutes(deps: RouteDeps) {
	const app = newApp();
	app.patch('/v1/benchmarks/:benchmark', requireScope(deps, 'operate'));
	app.openapi(readDifferences, async (context) => {
		const { benchmark: name } = context.req.valid('param');
		const { from } = context.req.valid('query');
		const found = await readChanges(deps.db, { name, from });
		return context.json(presentVersionChanges(found), 200);
	});
	app.openapi(change, async (context) => {
		const { benchmark: name } = context.req.valid('param');
		const by = actorOf(context);
		await changeBenchmark(deps, { name, change: context.req.valid('json'), by });
		return context.json(presentBenchmarkBrief(await findVersion(deps.db, name)), 200);
	});
	return app;
}
