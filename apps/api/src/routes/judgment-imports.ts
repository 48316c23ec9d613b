import { createRoute, z } from '@hono/zod-openapi';
import { judgmentImport, newJudgmentImport } from '@codejoust/contract/schemas/judgment-import';
import { benchmarkName } from '@codejoust/contract/schemas/names';
import { JUDGMENT_FORMATS, nameOrigins } from '@codejoust/formats/file-formats';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { readBody } from '../middleware/read-body.ts';
import { importJudgments } from '../use-cases/judgments/import-judgments.ts';
import { readDescribedFiles } from './described-file.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import type { RouteDeps } from './route-deps.ts';

const PATH = '/v1/benchmarks/{benchmark}/judgments';
const PART = 'judgments';

const bring = createRoute({
	method: 'post',
	path: PATH,
	tags: ['judges'],
	summary: 'Import judgments that somebody else had made',
	description: `As multipart/form-data: \`judgments\`, a file (${nameOrigins(JUDGMENT_FORMATS)}; gzip is unpacked), more files of the same import as \`judgments-2\`, \`judgments-3\` …, and \`metadata\`, a JSON object. The judge becomes a recorded one, which asks nothing and is never live by itself. All is stored or nothing; the same files again change nothing and are answered 200, and so is a dry run.`,
	security: [{ key: [] }],
	request: {
		params: z.object({ benchmark: benchmarkName }),
		body: {
			content: {
				'multipart/form-data': {
					schema: z.object({
						metadata: z.string().openapi({ description: 'JSON of NewJudgmentImport.' }),
						judgments: z.any().openapi({ type: 'string', format: 'binary' }),
					}),
				},
			},
			required: true,
		},
	},
	responses: {
		200: json(judgmentImport, 'Imported before, or a dry run'),
		201: json(judgmentImport, 'Imported'),
		...problems(
			'invalid-input',
			'malformed-body',
			'unsupported-media-type',
			'body-too-large',
			'unauthenticated',
			'forbidden',
			'not-found',
			'already-exists',
			'conflict',
			'idempotency-key-in-flight',
		),
	},
});

/** Judgments from outside. */
export function judgmentImportRoutes(deps: RouteDeps) {
	const app = newApp();
	app.post('/v1/benchmarks/:benchmark/judgments', requireScope(deps, 'operate'));
	// The form is read by the file readers; the schema above describes it.
	app.openAPIRegistry.registerPath(bring);
	app.openAPIRegistry.register('NewJudgmentImport', newJudgmentImport);
	app.post('/v1/benchmarks/:benchmark/judgments', async (context) => {
		const bytes = await readBody(context.req);
		const { benchmark } = context.req.param();
		const by = actorOf(context);
		const answer = await once(deps, context, { payload: bytes, isRequired: false }, async () => {
			const { metadata, files } = await readDescribedFiles(
				{ contentType: context.req.header('content-type'), bytes },
				{ part: PART, schema: newJudgmentImport },
			);
			const named = files.map((file, at) => ({
				name: metadata.names?.[at] ?? (at === 0 ? PART : `${PART}-${at + 1}`),
				bytes: file,
			}));
			const brought = await importJudgments(deps.db, { benchmark, files: named, metadata, by });
			return { status: brought.is_new && !brought.dry_run ? 201 : 200, body: brought };
		});
		return context.json(answer.body, answer.status);
	});
	return app;
}
