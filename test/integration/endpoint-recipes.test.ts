import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../apps/api/src/process/config.ts';
import { readProjectFile } from '../architecture/project-files.ts';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import {
	completionOf,
	type ProviderAnswer,
	type ProviderRequest,
	type ProviderServer,
	type ProviderShape,
	startProvider,
} from '../support/provider-server.ts';

const KEY = 'sk-recipe-key';
const TEAM = 'team-secret';

/** A recipe, the server that behaves like its provider, and the model that is asked. */
type Recipe = {
	readonly heading: string;
	readonly model: string;
	readonly shape: ProviderShape;
};

const refuseWith = (status: number, error: unknown): ProviderAnswer => ({ status, body: error });
const openAiError = (status: number, message: string, code: string | null = null) =>
	refuseWith(status, { error: { message, type: 'invalid_request_error', param: null, code } });
const text = (request: ProviderRequest, verdict: string) =>
	completionOf(request, { content: verdict, refusal: null });
const wantsBearer = ({ headers }: ProviderRequest) =>
	headers.authorization === `Bearer ${KEY}`
		? undefined
		: openAiError(401, 'Incorrect API key provided.', 'invalid_api_key');
const wantsNoKey = ({ headers }: ProviderRequest) =>
	headers.authorization === undefined ? undefined : openAiError(401, 'unexpected key');
const wantsField = (name: string) => (request: ProviderRequest) =>
	request.method === 'GET' || request.body[name] !== undefined
		? wantsNoKey(request)
		: openAiError(400, `${name} is missing`);

/** Its errors have lists of faults where others have a sentence. */
function refuseAsMistral(request: ProviderRequest): ProviderAnswer | undefined {
	if (wantsBearer(request)) return refuseWith(401, { detail: 'Unauthorized' });
	if (!('seed' in request.body)) return undefined;
	const fault = {
		type: 'extra_forbidden',
		loc: ['body', 'seed'],
		msg: 'Extra inputs are not permitted',
	};
	return refuseWith(422, {
		object: 'error',
		message: { detail: [fault] },
		type: 'invalid_request_error',
	});
}

const RECIPES: readonly Recipe[] = [
	{
		heading: 'OpenAI',
		model: 'gpt-4o-2024-08-06',
		shape: { base: '/v1', models: ['gpt-4o-2024-08-06'], refuse: wantsBearer, complete: text },
	},
	{
		heading: 'Azure OpenAI',
		model: 'gpt-4o-2024-08-06',
		shape: {
			base: '/openai/deployments/YOUR-DEPLOYMENT',
			refuse: ({ headers, query }) => {
				if (query['api-version'] !== '2024-10-21')
					return refuseWith(404, { error: { code: '404', message: 'Resource not found' } });
				const isSigned = headers['api-key'] === KEY && headers.authorization === undefined;
				return isSigned
					? undefined
					: refuseWith(401, {
							error: { code: '401', message: 'Access denied due to invalid subscription key.' },
						});
			},
			complete: (request, verdict) =>
				completionOf(
					request,
					{ content: verdict, refusal: null, annotations: [] },
					{ prompt_filter_results: [{ prompt_index: 0, content_filter_results: {} }] },
				),
		},
	},
	{
		heading: 'vLLM',
		model: 'Qwen/Qwen3-32B',
		shape: {
			base: '/v1',
			models: ['Qwen/Qwen3-32B'],
			refuse: wantsField('chat_template_kwargs'),
			complete: (request, verdict) =>
				completionOf(request, {
					content: verdict,
					reasoning_content: 'At first I thought [[B>>A]].',
					tool_calls: [],
				}),
		},
	},
	{
		heading: 'SGLang',
		model: 'deepseek-ai/DeepSeek-R1',
		shape: {
			base: '/v1',
			models: ['deepseek-ai/DeepSeek-R1'],
			refuse: wantsField('separate_reasoning'),
			complete: (request, verdict) =>
				completionOf(request, {
					content: verdict,
					reasoning_content: 'Perhaps [[B>A]].',
					tool_calls: null,
				}),
		},
	},
	{
		heading: 'Ollama',
		model: 'qwen3:32b',
		shape: {
			base: '/v1',
			models: ['qwen3:32b'],
			refuse: wantsNoKey,
			complete: (request, verdict) =>
				completionOf(
					request,
					{ content: verdict, reasoning: 'Hm, [[B>A]]?' },
					{ system_fingerprint: 'fp_ollama' },
				),
		},
	},
	{
		heading: 'OpenRouter',
		model: 'openai/gpt-4o-2024-08-06',
		shape: {
			base: '/api/v1',
			models: ['openai/gpt-4o-2024-08-06'],
			refuse: (request) => {
				const { headers, body, method } = request;
				const isNamed =
					headers['http-referer'] === 'https://arena.example.org' &&
					headers['x-title'] === 'Codejoust';
				const isRouted = method === 'GET' || body['provider'] !== undefined;
				return isNamed && isRouted ? wantsBearer(request) : openAiError(400, 'no title');
			},
			complete: (request, verdict) =>
				completionOf(
					request,
					{ content: verdict, refusal: null, reasoning: null },
					{ provider: 'OpenAI' },
				),
		},
	},
	{
		heading: 'Gemini',
		model: 'gemini-2.5-pro',
		shape: {
			base: '/v1beta/openai',
			models: ['models/gemini-2.5-pro'],
			refuse: ({ headers, body }) => {
				const refuse = (code: number, status: string, message: string) =>
					refuseWith(code, [{ error: { code, message, status } }]);
				if (headers.authorization !== `Bearer ${KEY}`)
					return refuse(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.');
				return 'seed' in body
					? refuse(400, 'INVALID_ARGUMENT', 'Unknown name "seed": Cannot find field.')
					: undefined;
			},
			complete: text,
		},
	},
	{
		heading: 'Mistral',
		model: 'mistral-large-2411',
		shape: {
			base: '/v1',
			models: ['mistral-large-2411'],
			refuse: refuseAsMistral,
			complete: (request, verdict) =>
				completionOf(request, { content: verdict, tool_calls: null, prefix: false }),
		},
	},
	{
		heading: "Mistral's reasoning models",
		model: 'magistral-medium-2509',
		shape: {
			base: '/v1',
			models: ['magistral-medium-2509'],
			refuse: refuseAsMistral,
			complete: (request, verdict) =>
				completionOf(request, {
					content: [
						{
							type: 'thinking',
							thinking: [
								{ type: 'text', text: 'At first sight [[B>>A]]. ' },
								{ type: 'text', text: 'But B fails on an empty list.' },
							],
							closed: true,
						},
						{ type: 'text', text: verdict },
					],
					tool_calls: null,
					prefix: false,
				}),
		},
	},
	{
		heading: 'LiteLLM and other gateways',
		model: 'judge-alias',
		shape: {
			base: '/v1',
			models: ['judge-alias'],
			refuse: (request) =>
				request.headers['x-team'] === TEAM
					? wantsBearer(request)
					: openAiError(401, `No team ${request.headers['x-team']}`),
			complete: (request, verdict) =>
				completionOf(
					request,
					{ content: verdict, provider_specific_fields: { refusal: null } },
					{ service_tier: null },
				),
		},
	},
];

const page = readProjectFile('docs/operate/endpoints.md').text;
const providers = new Map<string, ProviderServer>();
let folder: string;
let server: CodejoustServer;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'codejoust-recipes-'));
	const entries: unknown[] = [];
	for (const { heading, shape } of RECIPES) {
		const provider = await startProvider(shape);
		providers.set(heading, provider);
		entries.push(recipeOf(heading, provider));
	}
	const variables = await writeFileOf(entries);
	server = await startCodejoust({ config: { endpoints: readConfig(variables).endpoints } });
});
afterAll(async () => {
	await server.stop();
	for (const provider of providers.values()) await provider.close();
	await rm(folder, { recursive: true, force: true });
});

async function writeFileOf(entries: readonly unknown[], key = KEY) {
	const path = join(folder, 'endpoints.json');
	await writeFile(path, JSON.stringify({ endpoints: entries }));
	const names = [...page.matchAll(/"key_env": "(\w+)"/g)].map(([, name = '']) => [name, key]);
	return {
		...(Object.fromEntries(names) as Record<string, string>),
		LITELLM_TEAM: TEAM,
		CODEJOUST_ENDPOINTS: path,
	};
}

/** The recipe as the page has it, at the address of our server. */
function recipeOf(heading: string, { baseUrl }: Pick<ProviderServer, 'baseUrl'>) {
	const [, part = ''] = page.split(`\n### ${heading}\n`);
	const [, json = ''] = /```json\n([\s\S]*?)\n```/.exec(part) ?? [];
	const recipe: { readonly base_url: string; readonly name: string } = JSON.parse(json);
	const { pathname, search } = new URL(recipe.base_url);
	expect(pathname, `the path of ${heading}`).toBe(new URL(baseUrl).pathname);
	return { ...recipe, base_url: `${new URL(baseUrl).origin}${pathname}${search}` };
}

test('every recipe of the page is tried', () => {
	const [, recipes = ''] = page.split('\n## Recipes\n');
	const headings = [...recipes.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
	expect(RECIPES.map(({ heading }) => heading)).toEqual(headings);
});

test.each(RECIPES)(
	'the recipe for $heading is asked as its server wants it, and read',
	async (recipe) => {
		const { heading, model, shape } = recipe;
		const provider = providers.get(heading);
		if (!provider) throw new Error(`${heading} has no server`);
		const { name } = recipeOf(heading, provider);
		const tested = await server.client.testEndpoint(name, { model });
		expect(tested).toMatchObject({ finding: 'ok', model, verdict: 'A>B', prompt_tokens: 1500 });
		expect(tested.models === null).toBe(shape.models === undefined);
		const chat = provider.requests.find(({ method }) => method === 'POST');
		expect(chat?.body).toMatchObject({ model, messages: expect.any(Array) });
	},
);

test('what a provider refuses is said without a secret', async () => {
	const wrong = [...providers].flatMap(([heading, provider]) =>
		['OpenAI', 'Azure OpenAI', 'Gemini', 'Mistral'].includes(heading)
			? [recipeOf(heading, provider)]
			: [],
	);
	const variables = await writeFileOf(wrong, 'sk-wrong-recipe-key');
	const other = await startCodejoust({ config: { endpoints: readConfig(variables).endpoints } });
	try {
		for (const { name } of wrong) {
			const model =
				RECIPES.find(({ heading }) => heading.toLowerCase().startsWith(name))?.model ?? '';
			const tested = await other.client.testEndpoint(name, { model });
			expect({ name, finding: tested.finding }).toEqual({ name, finding: 'wrong-key' });
			expect(JSON.stringify(tested)).not.toContain('wrong-recipe');
		}
	} finally {
		await other.stop();
	}
});
