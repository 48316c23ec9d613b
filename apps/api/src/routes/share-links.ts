import { createRoute, z } from '@hono/zod-openapi';
import { listShareLinks } from '@codejoust/db/queries/submissions/share-links';
import { madeShareLink, newShareLink, shareLink } from '@codejoust/contract/schemas/share-link';
import type { RouteDeps } from './route-deps.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { viewerOf } from '../middleware/reader.ts';
import { presentMadeShareLink, presentShareLink } from '../present/share-link.ts';
import { requireOwn } from '../use-cases/submissions/read-submission.ts';
import { makeShareLink, revokeShareLink } from '../use-cases/submissions/share-links.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';

const PATH = '/v1/submissions/{id}/links';
const params = z.object({ id: z.string().max(80) });
const shared = { tags: ['submissions'], security: [{ key: [] }] };
const REFUSALS = ['unauthenticated', 'forbidden', 'not-found'] as const;

const list = createRoute({
	...shared,
	method: 'get',
	path: PATH,
	summary: 'The links of a submission, newest first, for its owner and operators',
	request: { params },
	responses: {
		200: json(z.object({ items: z.array(shareLink) }).openapi('ShareLinks'), 'Links'),
		...problems(...REFUSALS),
	},
});

const make = createRoute({
	...shared,
	method: 'post',
	path: PATH,
	summary: 'Make a link that lets anyone who has it read a private submission',
	description: 'Its token is shown only once; a hash of it is stored.',
	request: {
		params,
		body: { content: { 'application/json': { schema: newShareLink } }, required: true },
	},
	responses: {
		201: json(madeShareLink, 'Made'),
		...problems(
			...REFUSALS,
			'conflict',
			'invalid-input',
			'malformed-body',
			'unsupported-media-type',
			'body-too-large',
		),
	},
});

const revoke = createRoute({
	...shared,
	method: 'post',
	path: `${PATH}/{link}/revoke`,
	summary: 'Revoke a link of a submission: it opens nothing any more',
	request: { params: params.extend({ link: z.string().max(80) }) },
	responses: { 200: json(shareLink, 'Revoked'), ...problems(...REFUSALS) },
});

/** Links to submissions that are not public. */
export function shareLinkRoutes(deps: RouteDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'submit');
	const guardBelow = requireScope(deps, 'read');
	app.use('/v1/submissions/:id/links/*', (context, next) =>
		(context.req.method === 'GET' ? guardBelow : guard)(context, next),
	);
	app.openapi(list, async (context) => {
		const { id } = context.req.valid('param');
		await requireOwn(deps.db, id, viewerOf(context));
		const rows = await listShareLinks(deps.db, id);
		const now = deps.now();
		return context.json({ items: rows.map((row) => presentShareLink(row, now)) }, 200);
	});
	app.openapi(make, async (context) => {
		const own = await requireOwn(deps.db, context.req.valid('param').id, viewerOf(context));
		const order = context.req.valid('json');
		const made = await makeShareLink(deps, own, { order, by: actorOf(context) });
		const headers = { 'cache-control': 'no-store' };
		return context.json(presentMadeShareLink(made, deps.now()), 201, headers);
	});
	app.openapi(revoke, async (context) => {
		const { id, link } = context.req.valid('param');
		const own = await requireOwn(deps.db, id, viewerOf(context));
		const row = await revokeShareLink(deps, own, { link, by: actorOf(context) });
		return context.json(presentShareLink(row, deps.now()), 200);
	});
	return app;
}
