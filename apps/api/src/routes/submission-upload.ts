import { createRoute, z } from '@hono/zod-openapi';
import type { Context, HonoRequest } from 'hono';
import { findBenchmarkVersion } from '@codejoust/db/queries/benchmarks/benchmarks';
import { parseBenchmarkName } from '../benchmark-name.ts';
import { flagsOf } from '@codejoust/formats/checks/warnings';
import type { RouteDeps } from './route-deps.ts';
import { actorOf, type ApiEnvironment, requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { refuseInvalid } from '../middleware/problems.ts';
import { isOperator, ownerOf, viewerOf } from '../middleware/reader.ts';
import { Refusal } from '../refusal.ts';
import { benchmarkName } from '@codejoust/contract/schemas/names';
import {
	acceptedTexts,
	preparationFields,
	moreResponses,
	moreResponsesBody,
	newSubmission,
	submissionQuery,
} from '@codejoust/contract/schemas/new-submission';
import { submissionCheck, submissionEstimate } from '@codejoust/contract/schemas/submission-check';
import { submission } from '@codejoust/contract/schemas/submission';
import { nameOrigins, RESPONSE_FORMATS } from '@codejoust/formats/file-formats';
import { checkFile } from '../use-cases/submissions/check-file.ts';
import { addCopies } from '../use-cases/submissions/find-copies.ts';
import { appendResponses } from '../use-cases/submissions/append-responses.ts';
import { findAskedBenchmark } from '../use-cases/benchmarks/asked-benchmark.ts';
import { createSubmission, nameOf } from '../use-cases/submissions/create-submission.ts';
import { refuseSubmission } from '../use-cases/submissions/refuse-submission.ts';
import { estimateSubmission } from '../use-cases/submissions/estimate-submission.ts';
import {
	readSubmission as readStored,
	requireOwn,
} from '../use-cases/submissions/read-submission.ts';
import { presentSubmission } from '../present/submission.ts';
import { presentSubmissionEstimate } from '../present/submission-estimate.ts';
import { readRevision } from './if-match.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import type { Spool } from '../middleware/spool-body.ts';
import { readMoreAnswers, readSubmission, receiveBody } from './submission-source.ts';

const security = [{ key: [] }];
const file = z.any().openapi({ type: 'string', format: 'binary' });
const existing = z.enum(['refuse', 'replace']).optional().openapi({
	description:
		'What happens to answers to questions that the draft answers already: refuse (409; the default) or replace.',
});
const appendFields = z.object({ accept: acceptedTexts, ...preparationFields, existing });
const bodyOf = <Schema extends z.ZodType>(
	schema: Schema,
	fields: z.ZodObject = submissionQuery,
) => ({
	content: {
		'application/json': { schema },
		'application/x-ndjson': { schema: z.string() },
		'multipart/form-data': { schema: fields.extend({ file }) },
	},
	required: true,
});
const REFUSALS = [
	'invalid-input',
	'malformed-body',
	'unsupported-media-type',
	'body-too-large',
	'unauthenticated',
	'forbidden',
] as const;
const ONCE = [
	'idempotency-key-missing',
	'idempotency-key-reused',
	'idempotency-key-in-flight',
] as const;

const QUOTA = ['quota-exhausted', 'quota-too-small', 'conflict'] as const;

const create = createRoute({
	method: 'post',
	path: '/v1/submissions',
	tags: ['submissions'],
	summary:
		'Submit a model’s answers to a benchmark; judging starts immediately, unless it is a draft',
	description: `As JSON (16 MiB at most); or as the file itself, ${nameOrigins(RESPONSE_FORMATS)} (\`application/x-ndjson\` or \`application/jsonl\`; \`application/vnd.codejoust.file+json\` for a JSON array such as AlpacaEval’s), with \`benchmark\`, \`model\` and the others in the query; or as a form with the same fields and \`file\`. A body may come packed (\`Content-Encoding: gzip\`).`,
	security,
	request: {
		headers: z.object({ 'idempotency-key': z.string().min(1).max(200) }),
		query: submissionQuery,
		body: bodyOf(newSubmission),
	},
	responses: { 201: json(submission, 'Submitted'), ...problems(...REFUSALS, ...ONCE, ...QUOTA) },
});

const append = createRoute({
	method: 'post',
	path: '/v1/submissions/{id}/responses',
	tags: ['submissions'],
	summary: 'Add answers to a draft, all of the upload or none',
	security,
	request: {
		params: z.object({ id: z.string().max(80) }),
		headers: z.object({
			'if-match': z.string().max(40).optional().openapi({
				description:
					'The revision that the sender has seen, as "3"; 412 when there is a newer one.',
			}),
		}),
		query: appendFields,
		body: bodyOf(moreResponses, appendFields),
	},
	responses: {
		200: json(submission, 'The draft as it is now'),
		...problems(...REFUSALS, 'not-found', 'conflict', 'precondition-failed', ...ONCE),
	},
});

const check = createRoute({
	method: 'post',
	path: '/v1/submissions/check',
	tags: ['submissions'],
	summary:
		'Problems and warnings of a submission, and the games, time and cost of its judging; stores nothing',
	security,
	request: { query: submissionQuery, body: bodyOf(newSubmission) },
	responses: { 200: json(submissionCheck, 'Checked'), ...problems(...REFUSALS) },
});

const estimate = createRoute({
	method: 'get',
	path: '/v1/benchmarks/{benchmark}/estimate',
	tags: ['benchmarks'],
	summary: 'Maximum games, time and cost of judging a number of answers',
	request: {
		params: z.object({ benchmark: benchmarkName }),
		query: z.object({
			answers: z.coerce.number().int().min(0).max(20_000).openapi({
				description: 'Answers that are not empty.',
			}),
			characters: z.coerce
				.number()
				.int()
				.min(0)
				.max(2 ** 40)
				.openapi({
					description: 'Of all of them.',
				}),
		}),
	},
	responses: {
		200: json(submissionEstimate, 'The estimate'),
		...problems('invalid-input', 'not-found'),
	},
});

/** Answers on their way in. The bodies are read by the file readers, so that JSON and files are checked alike. */
export function submissionUploadRoutes(deps: RouteDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'submit');
	app.post('/v1/submissions', guard);
	app.post('/v1/submissions/*', guard);
	for (const route of [create, append, check]) app.openAPIRegistry.registerPath(route);

	app.post('/v1/submissions/check', (context) =>
		receive(context, async (spool) => {
			const { metadata, source } = await readWhole(deps, context.req, spool);
			const { version, questions } = await findAskedBenchmark(deps.db, metadata.benchmark);
			const isPartial = metadata.draft === true;
			const { accepted = [], prepare } = metadata;
			const model = nameOf(metadata.model);
			const options = { questions, isPartial, accepted, prepare, model, versionId: version.id };
			const checked = await checkFile(deps.db, source, options);
			const compared = { ...options, source, version };
			const { strangers: _, ...summary } = await addCopies(deps.db, checked, compared);
			const { responses, empty, characters } = summary.counts;
			const asked = { version, answers: responses - empty, characters };
			return context.json({
				...summary,
				ok: summary.problems.total === 0,
				flags: flagsOf(summary.warnings),
				estimate: presentSubmissionEstimate(await estimateSubmission(deps, asked)),
			});
		}),
	);
	app.post('/v1/submissions', (context) =>
		receive(context, async (spool) => {
			const payload = spool.digest;
			const answer = await once(deps, context, { payload, isRequired: true }, async () => {
				const { metadata, source } = await readWhole(deps, context.req, spool);
				const principal = context.get('principal');
				const { id, judging } = await createSubmission(deps, {
					...metadata,
					source,
					createdBy: principal.keyId,
					requestId: context.get('requestId'),
					owner: ownerOf(principal),
					isCleared: isOperator(principal),
				});
				const stored = await readStored(deps, id, viewerOf(context), judging);
				return { status: 201, body: presentSubmission(stored, deps.now()) };
			});
			return context.json(answer.body, answer.status);
		}),
	);
	app.post('/v1/submissions/:id/responses', (context) =>
		receive(context, async (spool) => {
			const id = context.req.param('id');
			refuseInvalid({ success: true, target: 'id', data: id });
			const viewer = viewerOf(context);
			const draft = await requireOwn(deps.db, id, viewer);
			const payload = spool.digest;
			const answer = await once(deps, context, { payload, isRequired: false }, async () => {
				const { source, options } = await readMoreAnswers(context.req, spool, moreResponsesBody);
				await appendResponses(deps, draft, {
					...options,
					source,
					revision: readRevision(context.req),
					by: actorOf(context),
				});
				const stored = await readStored(deps, id, viewer);
				return { status: 200, body: presentSubmission(stored, deps.now()) };
			});
			return context.json(answer.body, 200);
		}),
	);
	app.openapi(estimate, async (context) => {
		const { benchmark } = context.req.valid('param');
		const version = await findBenchmarkVersion(deps.db, parseBenchmarkName(benchmark));
		if (!version) throw new Refusal('not-found', `There is no benchmark "${benchmark}".`);
		const asked = { version, ...context.req.valid('query') };
		const estimated = await estimateSubmission(deps, asked);
		return context.json(presentSubmissionEstimate(estimated), 200);
	});
	return app;
}

/** The submission of a request; refuses all that is wrong with its fields and its answers together. */
async function readWhole({ db }: RouteDeps, request: HonoRequest, spool: Spool) {
	const read = await readSubmission(request, spool);
	return read.kind === 'read' ? read : refuseSubmission(db, read);
}

/** Receives the body, and leaves nothing of it behind. */
async function receive(
	context: Context<ApiEnvironment>,
	work: (spool: Spool) => Promise<Response>,
): Promise<Response> {
	const spool = await receiveBody(context.req);
	try {
		return await work(spool);
	} finally {
		await spool.close();
	}
}
