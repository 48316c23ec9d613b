import { createRoute, z } from '@hono/zod-openapi';
import {
	endpointList,
	endpointPrice,
	endpointTest,
	judgeBinding,
	newEndpointPrice,
	newEndpointTest,
	pricedModel,
} from '@codejoust/contract/schemas/endpoint';
import { judgeVersion } from '@codejoust/contract/schemas/judge';
import type { RouteDeps } from './route-deps.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { compareEndpointsFile } from '../endpoints-file.ts';
import {
	presentEndpoint,
	presentEndpointPrice,
	presentEndpointsFile,
	presentEndpointTest,
} from '../present/endpoint.ts';
import { presentJudgeVersion } from '../present/judge.ts';
import { bindJudge } from '../use-cases/endpoints/bind-judge.ts';
import { listEndpoints } from '../use-cases/endpoints/list-endpoints.ts';
import {
	removeEndpointPrice,
	setEndpointPrice,
} from '../use-cases/endpoints/set-endpoint-price.ts';
import { testEndpoint } from '../use-cases/endpoints/test-endpoint.ts';
import { describeJudges } from '../use-cases/judges/describe-judge.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';

const security = [{ key: [] }];
const bodyOf = <Schema extends z.ZodType>(schema: Schema) => ({
	body: { content: { 'application/json': { schema } }, required: true },
});
const refusals = [
	'invalid-input',
	'malformed-body',
	'unsupported-media-type',
	'unauthenticated',
	'forbidden',
	'not-found',
	'conflict',
] as const;

const list = createRoute({
	method: 'get',
	path: '/v1/endpoints',
	tags: ['operation'],
	summary: 'Where judges are asked: models, limits and their use, workers, bound judges',
	description: 'No key, no address but its host, and no value of a header is in it.',
	security,
	responses: {
		200: json(endpointList, 'Endpoints in the order of the configuration'),
		...problems('unauthenticated', 'forbidden'),
	},
});

const test = createRoute({
	method: 'post',
	path: '/v1/endpoints/{endpoint}/test',
	tags: ['operation'],
	summary: 'Ask an endpoint for its models and one game, and say in a sentence what is wrong',
	description: 'You pay for the game. It is stored nowhere and changes no number.',
	security,
	request: {
		params: z.object({ endpoint: z.string().max(40).openapi({ example: 'openai' }) }),
		...bodyOf(newEndpointTest),
	},
	responses: {
		200: json(endpointTest, 'What was found'),
		...problems(...refusals, 'not-ready'),
	},
});

const bind = createRoute({
	method: 'put',
	path: '/v1/judges/{judge}/endpoint',
	tags: ['judges'],
	summary: 'Bind a judge version to an endpoint, or to none',
	description:
		'An operational setting outside of the judge’s hash, dated and in the audit log. It takes effect on games that are queued already: those in flight end where they were asked.',
	security,
	request: {
		params: z.object({
			judge: z.string().max(200).openapi({ example: 'codejoust-rehearsal-1@1' }),
		}),
		...bodyOf(judgeBinding),
	},
	responses: {
		200: json(judgeVersion, 'The judge version with its endpoint'),
		...problems(...refusals),
	},
});

const price = {
	path: '/v1/endpoints/{endpoint}/price' as const,
	tags: ['operation'],
	security,
};
const endpointParam = z.object({ endpoint: z.string().max(40).openapi({ example: 'openai' }) });

const setPrice = createRoute({
	...price,
	method: 'put',
	summary: 'Set what a model’s tokens cost at an endpoint from now on',
	description:
		'It comes before the price of the endpoint’s settings and the list price, and after one that is set for a judge version. Estimates, budgets and costs use it from now on; stored costs stay.',
	request: { params: endpointParam, ...bodyOf(newEndpointPrice) },
	responses: { 200: json(endpointPrice, 'Set'), ...problems(...refusals) },
});

const removePrice = createRoute({
	...price,
	method: 'delete',
	summary: 'Remove a price that was set for a model at an endpoint',
	request: { params: endpointParam, query: pricedModel },
	responses: { 200: json(endpointPrice, 'What was removed'), ...problems(...refusals) },
});

/** Where judges are asked, for operators. */
export function endpointRoutes(deps: RouteDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'operate');
	app.get('/v1/endpoints', guard);
	app.post('/v1/endpoints/*', guard);
	app.put('/v1/endpoints/*', guard);
	app.delete('/v1/endpoints/*', guard);
	app.put('/v1/judges/:judge/endpoint', guard);
	return app
		.openapi(list, async (context) => {
			context.header('cache-control', 'private, no-store');
			const items = (await listEndpoints(deps)).map(presentEndpoint);
			const { endpointsFile: file } = deps;
			const state = file && (await compareEndpointsFile(file));
			return context.json({ items, file: presentEndpointsFile(file, state) }, 200);
		})
		.openapi(test, async (context) => {
			const { endpoint: name } = context.req.valid('param');
			const { model } = context.req.valid('json');
			const { signal } = context.req.raw;
			const tested = await testEndpoint(deps, { name, model, by: actorOf(context), signal });
			return context.json(presentEndpointTest(tested), 200);
		})
		.openapi(setPrice, async (context) => {
			const { endpoint } = context.req.valid('param');
			const { model, ...amounts } = context.req.valid('json');
			const set = await setEndpointPrice(deps, {
				endpoint,
				model,
				inputMicroUsd: amounts.input_micro_usd,
				outputMicroUsd: amounts.output_micro_usd,
				by: actorOf(context),
			});
			return context.json(presentEndpointPrice(set), 200);
		})
		.openapi(removePrice, async (context) => {
			const { endpoint } = context.req.valid('param');
			const { model } = context.req.valid('query');
			const removed = await removeEndpointPrice(deps, { endpoint, model, by: actorOf(context) });
			return context.json(presentEndpointPrice(removed), 200);
		})
		.openapi(bind, async (context) => {
			const { judge: name } = context.req.valid('param');
			const { endpoint } = context.req.valid('json');
			const bound = await bindJudge(deps, { name, endpoint, by: actorOf(context) });
			const [judge] = await describeJudges(deps, [bound]);
			if (!judge) throw new Error(`judge ${name} was not described`);
			return context.json(presentJudgeVersion(judge), 200);
		});
}
