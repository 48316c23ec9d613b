import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { RouteDeps } from './route-deps.ts';
import { actorOf, type ApiEnvironment, requireScope } from '../middleware/authenticate.ts';
import { isOperator, viewerOf } from '../middleware/reader.ts';
import {
	reviewOrder,
	submitOrder,
	withdrawOrder,
} from '@codejoust/contract/schemas/new-submission';
import { rerunOrder } from '@codejoust/contract/schemas/provenance';
import { priceOrder } from '@codejoust/contract/schemas/stated-price';
import { presentSubmission } from '../present/submission.ts';
import { submission } from '@codejoust/contract/schemas/submission';
import {
	controlSubmission,
	type SubmissionChange,
} from '../use-cases/submissions/control-submission.ts';
import { readSubmission, requireOwn } from '../use-cases/submissions/read-submission.ts';
import { submitDraft } from '../use-cases/submissions/submit-draft.ts';
import { readRevision } from './if-match.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';

const params = z.object({ id: z.string().max(80) });
const REFUSALS = ['unauthenticated', 'forbidden', 'not-found', 'conflict'] as const;
const ordered = <Schema extends z.ZodType>(path: string, summary: string, schema: Schema) =>
	createRoute({
		method: 'post',
		path: `/v1/submissions/{id}/${path}`,
		tags: ['submissions'],
		summary,
		security: [{ key: [] }],
		request: {
			params,
			body: { content: { 'application/json': { schema } }, required: true },
		},
		responses: {
			200: json(submission, 'The submission as it is now'),
			...problems(
				...REFUSALS,
				'precondition-failed',
				'invalid-input',
				'malformed-body',
				'unsupported-media-type',
				'body-too-large',
			),
		},
	});

const submit = ordered(
	'submit',
	'Submit a draft that answers every question; judging starts immediately',
	submitOrder,
);
const withdraw = ordered(
	'withdraw',
	'Withdraw a submission: it leaves every board, and its judging ends',
	withdrawOrder,
);
const review = ordered(
	'review',
	'Clear a flagged submission for public boards, or reject one (operators)',
	reviewOrder,
);
const rerun = ordered(
	'rerun',
	'Mark that an operator has made the answers again, or take the mark away (operators)',
	rerunOrder,
);
const price = ordered(
	'price',
	'State what its answers cost, or take the statement away',
	priceOrder,
);
const publish = createRoute({
	method: 'post',
	path: '/v1/submissions/{id}/publish',
	tags: ['submissions'],
	summary: 'Make a private submission public',
	security: [{ key: [] }],
	request: { params },
	responses: {
		200: json(submission, 'The submission as it is now'),
		...problems(...REFUSALS, 'invalid-input'),
	},
});

/** What becomes of a submission after its answers have come. */
export function submissionLifeRoutes(deps: RouteDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'submit');
	for (const verb of ['submit', 'publish', 'withdraw', 'price'])
		app.post(`/v1/submissions/:id/${verb}`, guard);
	for (const verb of ['review', 'rerun'])
		app.post(`/v1/submissions/:id/${verb}`, requireScope(deps, 'operate'));

	const change = async (context: Context<ApiEnvironment>, id: string, asked: SubmissionChange) => {
		const viewer = viewerOf(context);
		const by = actorOf(context);
		const own = await requireOwn(deps.db, id, viewer);
		await controlSubmission(deps, own, { change: asked, by });
		return presentSubmission(await readSubmission(deps, id, viewer), deps.now());
	};
	app.openapi(submit, async (context) => {
		const { id } = context.req.valid('param');
		const viewer = viewerOf(context);
		const principal = context.get('principal');
		const draft = await requireOwn(deps.db, id, viewer);
		const judging = await submitDraft(deps, draft, {
			visibility: context.req.valid('json').visibility,
			via: context.req.valid('json').via,
			revision: readRevision(context.req),
			by: actorOf(context),
			isCleared: isOperator(principal),
		});
		const found = await readSubmission(deps, id, viewer, judging);
		return context.json(presentSubmission(found, deps.now()), 200);
	});
	app.openapi(price, async (context) => {
		const { id } = context.req.valid('param');
		const { price: stated, reason: note } = context.req.valid('json');
		const by = isOperator(context.get('principal'))
			? ('operator' as const)
			: ('submitter' as const);
		const asked = { kind: 'price', price: stated && { by, ...stated }, note } as const;
		return context.json(await change(context, id, asked), 200);
	});
	app.openapi(publish, async (context) => {
		const { id } = context.req.valid('param');
		return context.json(await change(context, id, { kind: 'publish' }), 200);
	});
	app.openapi(withdraw, async (context) => {
		const { id } = context.req.valid('param');
		const { reason = 'withdrawn by its owner' } = context.req.valid('json');
		return context.json(await change(context, id, { kind: 'withdraw', reason }), 200);
	});
	app.openapi(review, async (context) => {
		const { id } = context.req.valid('param');
		const order = context.req.valid('json');
		const asked: SubmissionChange =
			order.decision === 'clear' ? { kind: 'clear' } : { kind: 'reject', reason: order.reason };
		return context.json(await change(context, id, asked), 200);
	});
	app.openapi(rerun, async (context) => {
		const { id } = context.req.valid('param');
		const { is_rerun: isRerun, reason: note } = context.req.valid('json');
		const kind = isRerun ? 'rerun' : 'unmark-rerun';
		return context.json(await change(context, id, { kind, note }), 200);
	});
	return app;
}
