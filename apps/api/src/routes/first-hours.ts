import { createRoute, z } from '@hono/zod-openapi';
import { firstHourRun, newFirstHour } from '@codejoust/contract/schemas/first-hour';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { presentFirstHour, presentFirstHourRun } from '../present/first-hour.ts';
import { readFirstHour, startFirstHour } from '../use-cases/endpoints/first-hour.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import type { RouteDeps } from './route-deps.ts';

const security = [{ key: [] }];
const refusals = ['invalid-input', 'unauthenticated', 'forbidden', 'not-found'] as const;

const start = createRoute({
	method: 'post',
	path: '/v1/endpoints/{endpoint}/first-hour',
	tags: ['operation'],
	summary: 'Ask an endpoint questions of the shipped sample in both orders, and report what it did',
	description:
		'For the first hour with a real key: models, limits, names of headers, finish reasons, tokens, latency, cost, verdicts, and what could not be read. No key and no text of an answer is in it. You pay for the games, at most the limit; no number changes. The answer comes immediately and the server continues, an hour at most, whether or not the caller stays: read the report with GET /v1/first-hours/{id}. One at a time for each endpoint.',
	security,
	request: {
		params: z.object({ endpoint: z.string().max(40).openapi({ example: 'openai' }) }),
		body: { content: { 'application/json': { schema: newFirstHour } }, required: true },
	},
	responses: {
		202: json(firstHourRun, 'It has begun'),
		...problems(...refusals, 'malformed-body', 'unsupported-media-type', 'conflict', 'not-ready'),
	},
});

const read = createRoute({
	method: 'get',
	path: '/v1/first-hours/{id}',
	tags: ['operation'],
	summary: 'What an endpoint has done with the questions of the sample so far',
	description:
		'The report is stored every two seconds while it grows, so that what came is there after the server was stopped or killed.',
	security,
	request: { params: z.object({ id: z.string().max(80).openapi({ example: 'hour_7k2m' }) }) },
	responses: { 200: json(firstHourRun, 'The report'), ...problems(...refusals) },
});

/** The first hour with a real key, for operators. */
export function firstHourRoutes(deps: RouteDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'operate');
	app.post('/v1/endpoints/:endpoint/first-hour', guard);
	app.get('/v1/first-hours/*', guard);
	return app
		.openapi(start, async (context) => {
			const { endpoint: name } = context.req.valid('param');
			const asked = context.req.valid('json');
			const begun = await startFirstHour(deps, {
				name,
				judge: asked.judge,
				questions: asked.questions,
				limitMicroUsd: asked.limit_micro_usd,
				isUnpriced: asked.unpriced,
				by: actorOf(context),
				signal: context.req.raw.signal,
				describe: presentFirstHour,
			});
			return context.json(presentFirstHourRun(begun), 202);
		})
		.openapi(read, async (context) => {
			context.header('cache-control', 'private, no-store');
			const found = await readFirstHour(deps, context.req.valid('param').id);
			return context.json(presentFirstHourRun(found), 200);
		});
}
