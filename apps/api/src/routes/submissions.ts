import type { Comparison } from '@codejoust/arena/ranks/compare';
import { createRoute, z } from '@hono/zod-openapi';
import { findBenchmarkVersion } from '@codejoust/db/queries/benchmarks/benchmarks';
import { findModel } from '@codejoust/db/queries/models/models';
import { listSubmissions } from '@codejoust/db/queries/submissions/submissions';
import type { Viewer } from '@codejoust/db/queries/keys/viewer';
import { parseBenchmarkName } from '../benchmark-name.ts';
import type { RouteDeps } from './route-deps.ts';
import { cachingFor } from '../middleware/caching.ts';
import { openLink } from '../middleware/open-link.ts';
import { viewerOf } from '../middleware/reader.ts';
import { presentSubmission, presentSubmissionBrief } from '../present/submission.ts';
import { presentPlace } from '../present/submission-place.ts';
import { presentResult, type ResultNumbers } from '../present/submission-result.ts';
import { Refusal } from '../refusal.ts';
import { benchmarkName, cursor, pageLimit, slug } from '@codejoust/contract/schemas/names';
import { submissionPlace } from '@codejoust/contract/schemas/submission-place';
import { submissionResult } from '@codejoust/contract/schemas/submission-result';
import { submission, submissionBrief } from '@codejoust/contract/schemas/submission';
import { comparison } from '@codejoust/contract/schemas/comparison';
import { shareTokenOf } from '@codejoust/contract/share-token';
import { openLruCache } from '../use-cases/boards/lru-cache.ts';
import { compareSubmission } from '../use-cases/submissions/compare-submission.ts';
import { placeSubmission } from '../use-cases/submissions/place-submission.ts';
import { readResult } from '../use-cases/submissions/read-result.ts';
import { readSubmission } from '../use-cases/submissions/read-submission.ts';
import { readTimeCursor, writeTimeCursor } from './cursors.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { sendBoard } from './send-board.ts';
import { json, problems } from './problem-responses.ts';

const submissionsQuery = z.object({
	benchmark: benchmarkName.optional(),
	model: slug.optional(),
	mine: z.enum(['true', 'false']).optional().openapi({
		description: 'true: those of the key’s owner, with drafts and private ones.',
	}),
	cursor: cursor.optional(),
	limit: pageLimit.default(50),
});

const list = createRoute({
	method: 'get',
	path: '/v1/submissions',
	tags: ['submissions'],
	summary: 'Published submissions, or one’s own, newest first',
	request: { query: submissionsQuery },
	responses: {
		200: json(pageOf(submissionBrief, 'SubmissionPage'), 'Submissions'),
		...problems('not-found', 'invalid-input', 'unauthenticated'),
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

const result = createRoute({
	method: 'get',
	path: '/v1/submissions/{id}/result',
	tags: ['submissions'],
	summary:
		'The result of a submission’s judging; of a private one for its owner, operators, and callers with its link',
	request: {
		params: z.object({ id: z.string().max(80) }),
		query: z.object({
			share: z.string().max(200).optional().openapi({
				description:
					'The token of a link, in the address. `Authorization: Bearer cjl_…` opens the other reads of the submission too.',
			}),
		}),
	},
	responses: {
		200: json(submissionResult, 'The result'),
		...problems('not-found', 'invalid-input', 'not-ready'),
	},
});

const place = createRoute({
	method: 'get',
	path: '/v1/submissions/{id}/place',
	tags: ['submissions'],
	summary:
		'Where a submission would be on its board, also a private one: its rank, and itself beside every model',
	description:
		'By the test behind the ranks of the board, with the submission among its models. As long as it is not public, for its owner, operators, and callers with its link.',
	request: { params: z.object({ id: z.string().max(80) }) },
	responses: {
		200: json(submissionPlace, 'The place'),
		...problems('not-found', 'invalid-input', 'not-ready'),
	},
});

const compare = createRoute({
	method: 'get',
	path: '/v1/submissions/{id}/comparison',
	tags: ['submissions'],
	summary: 'A submission, also a private one, beside a model of the board that it would be on',
	description:
		'The answer is the one of its place. For the same readers as the submission; the first model is the submission.',
	request: {
		params: z.object({ id: z.string().max(80) }),
		query: z.object({
			with: z.string().min(1).max(200).openapi({
				description: 'A model of the board, by slug or submission id.',
			}),
		}),
	},
	responses: {
		200: json(comparison, 'The pair'),
		304: { description: 'Nothing has changed since If-None-Match' },
		...problems('not-found', 'invalid-input', 'not-ready'),
	},
});

const MOST_RESULTS = 100;
/** Pairs of models. */
const MOST_PLACED = 20_000;

/** Submissions: finding and watching them. */
export function submissionRoutes(deps: RouteDeps) {
	const app = newApp();
	const numbers = openLruCache<ResultNumbers>({ most: MOST_RESULTS, weigh: () => 1 });
	const places = openLruCache<readonly Comparison[]>({
		most: MOST_PLACED,
		weigh: (pairs) => pairs.length,
	});
	const placing = { ...deps, numbers, places };
	app.openapi(list, async (context) => {
		const query = context.req.valid('query');
		const rows = await listSubmissions(deps.db, {
			...(await readScope(deps, query, viewerOf(context))),
			before: readTimeCursor(query.cursor),
			limit: query.limit + 1,
		});
		const shown = rows.slice(0, query.limit);
		const last = shown.at(-1);
		return context.json(
			{
				items: shown.map(presentSubmissionBrief),
				next_cursor: rows.length > query.limit && last ? writeTimeCursor(last) : null,
			},
			200,
		);
	});
	app.openapi(read, async (context) => {
		const { id } = context.req.valid('param');
		const found = await readSubmission(deps, id, viewerOf(context));
		return context.json(presentSubmission(found, deps.now()), 200);
	});
	app.openapi(result, async (context) => {
		const { id } = context.req.valid('param');
		const { share } = context.req.valid('query');
		// A link's token is in the address: what it opens is kept in no cache that others read.
		if (share !== undefined) context.header('cache-control', 'private, no-store');
		const viewer =
			share === undefined
				? viewerOf(context)
				: await readLinkViewer(deps, shareTokenOf(id, share), viewerOf(context));
		return context.json(presentResult(await readResult(placing, { id, viewer })), 200);
	});
	app.openapi(place, async (context) => {
		const { id } = context.req.valid('param');
		const found = await placeSubmission(placing, { id, viewer: viewerOf(context) });
		return context.json(presentPlace(found), 200);
	});
	app.openapi(compare, async (context) => {
		const { id } = context.req.valid('param');
		const { with: other } = context.req.valid('query');
		const answer = await compareSubmission(placing, { id, other, viewer: viewerOf(context) });
		return sendBoard(context, answer, cachingFor(context));
	});
	return app;
}

/** Who reads with a token in the address: whoever it is, and the submission of the link besides. */
async function readLinkViewer(deps: RouteDeps, token: string, viewer: Viewer): Promise<Viewer> {
	const { submissionId } = await openLink(deps, token);
	return { ...viewer, linkedTo: submissionId };
}

async function readScope(
	{ db }: RouteDeps,
	{ benchmark, model, mine }: z.infer<typeof submissionsQuery>,
	viewer: Viewer,
): Promise<{
	readonly benchmarkVersionId?: number;
	readonly modelSlug?: string;
	readonly owner?: string;
}> {
	if (mine === 'true' && viewer.owner === undefined)
		throw new Refusal('unauthenticated', 'Send the key whose submissions are asked for.');
	const version =
		benchmark === undefined
			? undefined
			: await findBenchmarkVersion(db, parseBenchmarkName(benchmark));
	if (benchmark !== undefined && !version)
		throw new Refusal('not-found', `There is no benchmark "${benchmark}".`);
	if (model !== undefined && !(await findModel(db, model, viewer)))
		throw new Refusal('not-found', `There is no model "${model}".`);
	return {
		...(version ? { benchmarkVersionId: version.id } : {}),
		...(model === undefined ? {} : { modelSlug: model }),
		...(mine === 'true' && viewer.owner !== undefined ? { owner: viewer.owner } : {}),
	};
}
