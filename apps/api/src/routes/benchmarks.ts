import { createRoute, z } from '@hono/zod-openapi';
import { originsOf, QUESTION_FORMATS } from '@codejoust/formats/file-formats';
import {
	findQuestionByKey,
	listBenchmarkVersions,
	listQuestions,
} from '@codejoust/db/queries/benchmarks/benchmarks';
import type { RouteDeps } from './route-deps.ts';
import { requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { isOperatorReading, questionReaderOf } from '../middleware/withheld.ts';
import { presentBenchmarkBrief, presentQuestion } from '../present/benchmark.ts';
import { presentVersionChanges } from '../present/benchmark-change.ts';
import { Refusal } from '../refusal.ts';
import {
	benchmark,
	benchmarkBrief,
	newBenchmark,
	question,
	taskTypesOfBenchmark,
} from '@codejoust/contract/schemas/benchmark';
import { versionChanges } from '@codejoust/contract/schemas/benchmark-change';
import { benchmarkName, cursor, pageLimit } from '@codejoust/contract/schemas/names';
import { findNewestTaskTypes, findTaskTypes } from '@codejoust/db/queries/benchmarks/task-types';
import { createBenchmark } from '../use-cases/benchmarks/create-benchmark.ts';
import { describeBenchmark } from './describe-benchmark.ts';
import { readBenchmarkUpload } from './benchmark-upload.ts';
import { findChanges } from '../use-cases/benchmarks/read-changes.ts';
import { findVersion } from '../find-version.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';
import { readBody } from '../middleware/read-body.ts';

const list = createRoute({
	method: 'get',
	path: '/v1/benchmarks',
	tags: ['benchmarks'],
	summary: 'Published benchmark versions',
	request: {
		query: z.object({
			include: z.enum(['all']).optional().openapi({
				description: 'all: retired and unlisted ones too; needs an operator’s key.',
			}),
		}),
	},
	responses: {
		200: json(pageOf(benchmarkBrief, 'BenchmarkPage'), 'Benchmarks'),
		...problems('invalid-input', 'unauthenticated', 'forbidden'),
	},
});

const read = createRoute({
	method: 'get',
	path: '/v1/benchmarks/{benchmark}',
	tags: ['benchmarks'],
	summary: 'A benchmark version with its filters and judges',
	request: { params: z.object({ benchmark: benchmarkName }) },
	responses: { 200: json(benchmark, 'The benchmark'), ...problems('not-found', 'invalid-input') },
});

const readQuestions = createRoute({
	method: 'get',
	path: '/v1/benchmarks/{benchmark}/questions',
	tags: ['benchmarks'],
	summary: 'The questions of a benchmark version, in order',
	request: {
		params: z.object({ benchmark: benchmarkName }),
		query: z.object({
			cursor: cursor.regex(/^\d{1,9}$/, 'Use the value of next_cursor as the cursor.').optional(),
			limit: pageLimit.default(50),
		}),
	},
	responses: {
		200: json(pageOf(question, 'QuestionPage'), 'Questions'),
		...problems('not-found', 'invalid-input'),
	},
});

const readQuestion = createRoute({
	method: 'get',
	path: '/v1/benchmarks/{benchmark}/questions/{question_id}',
	tags: ['benchmarks'],
	summary: 'A question of a benchmark version',
	request: { params: z.object({ benchmark: benchmarkName, question_id: z.string().max(200) }) },
	responses: { 200: json(question, 'The question'), ...problems('not-found', 'invalid-input') },
});

const readTaskTypes = createRoute({
	method: 'get',
	path: '/v1/benchmarks/{benchmark}/task-types',
	tags: ['benchmarks'],
	summary: 'The mapping of task types that a version was published with',
	request: { params: z.object({ benchmark: benchmarkName }) },
	responses: {
		200: json(taskTypesOfBenchmark, 'The mapping'),
		...problems('invalid-input', 'not-found'),
	},
});

const create = createRoute({
	method: 'post',
	path: '/v1/benchmarks',
	tags: ['benchmarks'],
	summary: 'Publish a benchmark version with its baseline’s answers',
	description: `As JSON, or as multipart/form-data with the files people have: \`questions\` and \`baseline\` (${originsOf(QUESTION_FORMATS).join(', ')}; the response says what was detected), \`task_types\` (CodeArena’s mapping) and \`metadata\` (the JSON object without questions and responses).`,
	security: [{ key: [] }],
	request: {
		body: {
			content: {
				'application/json': { schema: newBenchmark },
				'multipart/form-data': {
					schema: z.object({
						metadata: z.string(),
						questions: z.any().openapi({ type: 'string', format: 'binary' }),
						baseline: z.any().openapi({ type: 'string', format: 'binary' }),
						task_types: z.any().openapi({ type: 'string', format: 'binary' }),
					}),
				},
			},
			required: true,
		},
	},
	responses: {
		201: json(
			benchmark.extend({ notes: z.array(z.string()), changes: versionChanges.nullable() }),
			'Published',
		),
		...problems(
			'invalid-input',
			'malformed-body',
			'unsupported-media-type',
			'body-too-large',
			'unauthenticated',
			'forbidden',
			'already-exists',
			'idempotency-key-in-flight',
		),
	},
});

/** Benchmarks: reading them, and publishing one. */
export function benchmarkRoutes(deps: RouteDeps) {
	const app = newApp();
	app.use('/v1/benchmarks', async (context, next) =>
		context.req.method === 'POST' ? requireScope(deps, 'operate')(context, next) : next(),
	);
	app.openapi(list, async (context) => {
		const isAll = context.req.valid('query').include === 'all';
		if (isAll && !isOperatorReading(context))
			throw new Refusal('forbidden', 'Only an operator’s key lists all versions.');
		const rows = await listBenchmarkVersions(deps.db, { isAll });
		return context.json({ items: rows.map(presentBenchmarkBrief), next_cursor: null }, 200);
	});
	app.openapi(read, async (context) =>
		context.json(await describeBenchmark(deps.db, context.req.valid('param').benchmark), 200),
	);
	app.openapi(readQuestions, async (context) => {
		const { benchmark: name } = context.req.valid('param');
		const query = context.req.valid('query');
		const version = await findVersion(deps.db, name);
		const rows = await listQuestions(deps.db, {
			benchmarkVersionId: version.id,
			after: Number(query.cursor ?? -1),
			limit: query.limit + 1,
		});
		const reader = questionReaderOf(context, version.visibility);
		const items = rows.slice(0, query.limit).map((row) => presentQuestion(row, reader));
		const last = items.at(-1);
		const next = rows.length > query.limit && last ? String(last.position) : null;
		return context.json({ items, next_cursor: next }, 200);
	});
	app.openapi(readQuestion, async (context) => {
		const { benchmark: name, question_id: key } = context.req.valid('param');
		const version = await findVersion(deps.db, name);
		const row = await findQuestionByKey(deps.db, { benchmarkVersionId: version.id, key });
		if (!row) throw new Refusal('not-found', `The benchmark "${name}" has no question "${key}".`);
		return context.json(presentQuestion(row, questionReaderOf(context, version.visibility)), 200);
	});
	app.openapi(readTaskTypes, async (context) => {
		const version = await findVersion(deps.db, context.req.valid('param').benchmark);
		return context.json({ task_types: await findTaskTypes(deps.db, version.id) }, 200);
	});
	// The body is read by the file readers, so that JSON and files are checked alike; the schema above describes it.
	app.openAPIRegistry.registerPath(create);
	app.post('/v1/benchmarks', async (context) => {
		const bytes = await readBody(context.req);
		const answer = await once(deps, context, { payload: bytes, isRequired: false }, async () => {
			const type = context.req.header('content-type');
			const { input, notes } = await readBenchmarkUpload(type, bytes, (slug) =>
				findNewestTaskTypes(deps.db, slug),
			);
			await createBenchmark(deps.db, {
				...input,
				isSample: false,
				createdBy: context.get('principal').keyId,
				requestId: context.get('requestId'),
			});
			const name = `${input.slug}@${input.version}`;
			const created = await describeBenchmark(deps.db, name);
			const found = await findChanges(deps.db, name);
			const changes = found ? presentVersionChanges(found) : null;
			return { status: 201, body: { ...created, notes, changes } };
		});
		return context.json(answer.body, answer.status);
	});
	return app;
}
