import { createRoute, z } from '@hono/zod-openapi';
import { findBenchmarkVersion } from '@codejoust/db/queries/benchmarks';
import { findModel } from '@codejoust/db/queries/models';
import { listSubmissions } from '@codejoust/db/queries/submissions';
import { parseBenchmarkName } from '../benchmark-name.ts';
import type { ApiDeps } from '../deps.ts';
import { requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { presentSubmission } from '../present/submission.ts';
import { Refusal } from '../refusal.ts';
import { benchmarkName, cursor, pageLimit, slug } from '../schemas/names.ts';
import { newSubmission, submission, submissionBrief } from '../schemas/submission.ts';
import { createSubmission } from '../use-cases/create-submission.ts';
import { readSubmission } from '../use-cases/read-submission.ts';
import { readTimeCursor, writeTimeCursor } from './cursors.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';
import { readBody } from './read-body.ts';
import { readSubmissionUpload, submissionQuery } from './submission-upload.ts';

const submissionsQuery = z.object({
	benchmark: benchmarkName.optional(),
	model: slug.optional(),
	cursor: cursor.optional(),
	limit: pageLimit.default(50),
});

const list = createRoute({
	method: 'get',
	path: '/v1/submissions',
	tags: ['submissions'],
	summary: 'Submissions, newest first',
	request: { query: submissionsQuery },
	responses: {
		200: json(pageOf(submissionBrief, 'SubmissionPage'), 'Submissions'),
		...problems('not-found', 'invalid-input'),
	},
});

const read = createRoute({
	method: 'get',
	path: '/v1/submissions/{id}',
	tags: ['submissions'],
	summary: 'A submission with its runs',
	request: { params: z.object({ id: z.string().max(80) }) },
	responses: { 200: json(submission, 'The submission'), ...problems('not-found') },
});

const create = createRoute({
	method: 'post',
	path: '/v1/submissions',
	tags: ['submissions'],
	summary: 'Submit a model’s answers to a benchmark; judging starts at once',
	description:
		'As JSON; or as the file itself (`application/x-ndjson`, `application/jsonl`: our JSONL, CodeArena, arena-hard; `application/vnd.codejoust.file+json` for a JSON array such as AlpacaEval’s) with `benchmark`, `model` and `variant` in the query.',
	security: [{ key: [] }],
	request: {
		headers: z.object({ 'idempotency-key': z.string().min(1).max(200) }),
		query: submissionQuery,
		body: {
			content: {
				'application/json': { schema: newSubmission },
				'application/x-ndjson': { schema: z.string() },
			},
			required: true,
		},
	},
	responses: {
		201: json(submission, 'Submitted'),
		...problems(
			'invalid-input',
			'malformed-body',
			'unsupported-media-type',
			'body-too-large',
			'unauthenticated',
			'forbidden',
			'idempotency-key-missing',
			'idempotency-key-reused',
			'idempotency-key-in-flight',
			'quota-exhausted',
			'quota-too-small',
		),
	},
});

/** Submissions: sending one, and watching it. */
export function submissionRoutes(deps: ApiDeps) {
	const app = newApp();
	app.post('/v1/submissions', requireScope(deps, 'submit'));
	app.openapi(list, async (context) => {
		const query = context.req.valid('query');
		const rows = await listSubmissions(deps.db, {
			...(await readScope(deps, query)),
			before: readTimeCursor(query.cursor),
			limit: query.limit + 1,
		});
		const shown = rows.slice(0, query.limit);
		const last = shown.at(-1);
		return context.json(
			{
				items: shown.map(presentSubmission),
				next_cursor: rows.length > query.limit && last ? writeTimeCursor(last) : null,
			},
			200,
		);
	});
	app.openapi(read, async (context) =>
		context.json(await readSubmission(deps, context.req.valid('param').id), 200),
	);
	// The body is read by the file readers, so that JSON and files are checked alike; the schema above describes it.
	app.openAPIRegistry.registerPath(create);
	app.post('/v1/submissions', async (context) => {
		const { keyId: createdBy } = context.get('principal');
		const requestId = context.get('requestId');
		const bytes = await readBody(context.req);
		const answer = await once(deps, context, { payload: bytes, isRequired: true }, async () => {
			const upload = readSubmissionUpload(context.req, bytes);
			const id = await createSubmission(deps, { ...upload, createdBy, requestId });
			return { status: 201, body: await readSubmission(deps, id) };
		});
		return context.json(answer.body, answer.status);
	});
	return app;
}

async function readScope(
	{ db }: ApiDeps,
	{ benchmark, model }: z.infer<typeof submissionsQuery>,
): Promise<{ readonly benchmarkVersionId?: number; readonly modelSlug?: string }> {
	const version =
		benchmark === undefined
			? undefined
			: await findBenchmarkVersion(db, parseBenchmarkName(benchmark));
	if (benchmark !== undefined && !version)
		throw new Refusal('not-found', `There is no benchmark "${benchmark}".`);
	if (model !== undefined && !(await findModel(db, model)))
		throw new Refusal('not-found', `There is no model "${model}".`);
	return {
		...(version ? { benchmarkVersionId: version.id } : {}),
		...(model === undefined ? {} : { modelSlug: model }),
	};
}
