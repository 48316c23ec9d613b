import { createRoute, z } from '@hono/zod-openapi';
import {
	newReferences,
	referencedBenchmark,
} from '@codejoust/contract/schemas/benchmark-references';
import { benchmarkName } from '@codejoust/contract/schemas/names';
import { setReferences } from '../use-cases/benchmarks/set-references.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { readBody } from '../middleware/read-body.ts';
import { describeBenchmark } from './describe-benchmark.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import { readDescribedFile } from './described-file.ts';
import type { RouteDeps } from './route-deps.ts';

const set = createRoute({
	method: 'post',
	path: '/v1/benchmarks/{benchmark}/references',
	tags: ['benchmarks'],
	summary: 'Publish a version with other references of its questions',
	description:
		'As multipart/form-data: `references`, a file of `{question_id, reference, origin?, visibility?}` a line (or FastChat’s reference answers), and `metadata`, a JSON object. The new version has the questions and the baseline’s answers of the named one; submissions are not copied.',
	security: [{ key: [] }],
	request: {
		params: z.object({ benchmark: benchmarkName }),
		body: {
			content: {
				'multipart/form-data': {
					schema: z.object({
						metadata: z.string().openapi({ description: 'JSON of NewReferences.' }),
						references: z.any().openapi({ type: 'string', format: 'binary' }),
					}),
				},
			},
			required: true,
		},
	},
	responses: {
		201: json(referencedBenchmark, 'Published'),
		...problems(
			'invalid-input',
			'malformed-body',
			'unsupported-media-type',
			'body-too-large',
			'unauthenticated',
			'forbidden',
			'not-found',
			'already-exists',
			'idempotency-key-in-flight',
		),
	},
});

/** References of a benchmark's questions. */
export function benchmarkReferenceRoutes(deps: RouteDeps) {
	const app = newApp();
	app.post('/v1/benchmarks/:benchmark/references', requireScope(deps, 'operate'));
	// The form is read by the file readers; the schema above describes it.
	app.openAPIRegistry.registerPath(set);
	app.openAPIRegistry.register('NewReferences', newReferences);
	app.post('/v1/benchmarks/:benchmark/references', async (context) => {
		const bytes = await readBody(context.req);
		const { benchmark: name } = context.req.param();
		const by = actorOf(context);
		const answer = await once(deps, context, { payload: bytes, isRequired: false }, async () => {
			const type = context.req.header('content-type');
			const { metadata, file } = await readDescribedFile(
				{ contentType: type, bytes },
				{ part: 'references', schema: newReferences },
			);
			const made = await setReferences(deps.db, { name, metadata, file, by });
			const described = await describeBenchmark(deps.db, made.name);
			const body = { ...described, references_set: made.set, references: made.total };
			return { status: 201, body };
		});
		return context.json(answer.body, answer.status);
	});
	return app;
}
