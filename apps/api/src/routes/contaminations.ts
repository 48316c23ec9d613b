import { createRoute, z } from '@hono/zod-openapi';
import { contamination, newContamination } from '@codejoust/contract/schemas/contamination';
import { benchmarkName } from '@codejoust/contract/schemas/names';
import { findVersion } from '../find-version.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { presentContamination } from '../present/contamination.ts';
import { storeContamination } from '../use-cases/benchmarks/store-contamination.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import type { RouteDeps } from './route-deps.ts';

const PATH = '/v1/benchmarks/{benchmark}/contaminations/{sha256}';

const store = createRoute({
	method: 'put',
	path: PATH,
	tags: ['benchmarks'],
	summary: 'Store which questions of a version were found in a file',
	description:
		'As `codejoust decontaminate --store` finds them: counts, ids and short spans, no other text of the file. Findings of the same file are replaced.',
	security: [{ key: [] }],
	request: {
		params: z.object({
			benchmark: benchmarkName,
			sha256: z.string().regex(/^[0-9a-f]{64}$/, 'It must be a SHA-256 in 64 hex digits.'),
		}),
		body: { content: { 'application/json': { schema: newContamination } }, required: true },
	},
	responses: {
		200: json(contamination, 'As it is shown'),
		...problems(
			'invalid-input',
			'malformed-body',
			'unsupported-media-type',
			'body-too-large',
			'unauthenticated',
			'forbidden',
			'not-found',
			'conflict',
		),
	},
});

/** Questions of a benchmark that were found in files. */
export function contaminationRoutes(deps: RouteDeps) {
	const app = newApp();
	app.put('/v1/benchmarks/:benchmark/contaminations/:sha256', requireScope(deps, 'operate'));
	return app.openapi(store, async (context) => {
		const { benchmark, sha256 } = context.req.valid('param');
		const version = await findVersion(deps.db, benchmark);
		const found = context.req.valid('json');
		const by = actorOf(context);
		const stored = await storeContamination(deps.db, { version, sha256, found, by });
		return context.json(presentContamination(stored, version.visibility === 'private'), 200);
	});
}
