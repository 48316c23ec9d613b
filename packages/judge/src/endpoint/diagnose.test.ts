import { expect, test } from 'vitest';
import { diagnose, type EndpointEvidence, type TestedGame } from './diagnose.ts';
import type { ListedModels } from './list-models.ts';

const models: ListedModels = { kind: 'models', ids: ['gpt-4o'] };
const answer = (status: number, message = '', location?: string): ListedModels => ({
	kind: 'answer',
	status,
	message,
	...(location === undefined ? {} : { location }),
});
const failure = (code: string): ListedModels => ({ kind: 'failure', code });
const error = (status: number | undefined, message: string, errorClass = 'bad-request') =>
	({ kind: 'error', status, message, errorClass }) satisfies TestedGame;
const none = answer(404);

const cases: readonly (readonly [string, Partial<EndpointEvidence>, string, RegExp])[] = [
	['a verdict', { game: { kind: 'verdict' } }, 'ok', /verdict of gpt-4o was read/],
	['a verdict without a model list', { listed: none, game: { kind: 'verdict' } }, 'ok', /answers/],
	[
		'a refused key',
		{ listed: answer(401), game: error(401, 'Incorrect API key provided', 'auth') },
		'wrong-key',
		/refuses the key.*Incorrect API key/,
	],
	[
		'no key where one is wanted',
		{ hasKey: false, listed: answer(401), game: error(401, '', 'auth') },
		'wrong-key',
		/key_env names none/,
	],
	[
		'a key that Gemini refuses with status 400',
		{
			listed: answer(400, 'API key not valid. Please pass a valid API key.'),
			game: error(400, '400 status code'),
		},
		'wrong-key',
		/API key not valid/,
	],
	[
		'an address without /v1',
		{ path: '/', listed: none, listedUnderV1: models, game: error(404, '') },
		'wrong-address',
		/lacks \/v1/,
	],
	[
		'an address without /v1 whose server wants a key',
		{ path: '/', listed: none, listedUnderV1: answer(401), game: error(404, '') },
		'wrong-address',
		/lacks \/v1/,
	],
	[
		'a wrong path',
		{ listed: none, listedUnderV1: none, game: error(404, '404 page not found') },
		'wrong-address',
		/no chat completions/,
	],
	[
		'a model that the provider does not know',
		{ game: error(404, 'The model `x` does not exist or you do not have access to it.') },
		'model-unknown',
		/lists gpt-4o/,
	],
	[
		'the same at Ollama',
		{ game: error(404, 'model "x" not found, try pulling it first') },
		'model-unknown',
		/does not know the model/,
	],
	[
		'the same at Azure, which has no list',
		{
			listed: none,
			game: error(404, 'DeploymentNotFound: The API deployment for this resource does not exist.'),
		},
		'model-unknown',
		/does not know the model/,
	],
	[
		'a refused parameter',
		{ game: error(400, "Unsupported parameter: 'temperature' is not supported with this model.") },
		'refused-parameter',
		/refuses a parameter/,
	],
	[
		'a field that Gemini does not know',
		{ game: error(400, 'Invalid JSON payload received. Unknown name "seed": Cannot find field.') },
		'refused-parameter',
		/refuses a parameter/,
	],
	[
		'a redirect',
		{
			listed: answer(301, '', 'https://other.example/v1/models'),
			game: error(308, 'Moved'),
		},
		'redirect',
		/redirects to https:\/\/other\.example.*status 308/,
	],
	[
		'a name that does not resolve',
		{ listed: failure('ENOTFOUND'), game: error(undefined, 'ENOTFOUND', 'network') },
		'unreachable',
		/ENOTFOUND/,
	],
	[
		'a closed port',
		{ listed: failure('ECONNREFUSED'), game: error(undefined, 'ECONNREFUSED', 'network') },
		'unreachable',
		/ECONNREFUSED/,
	],
	[
		'a certificate that nobody trusts',
		{
			listed: failure('DEPTH_ZERO_SELF_SIGNED_CERT'),
			game: error(undefined, 'DEPTH_ZERO_SELF_SIGNED_CERT', 'network'),
		},
		'tls',
		/certificate/,
	],
	[
		'https where http is spoken',
		{
			listed: failure('ERR_SSL_WRONG_VERSION_NUMBER'),
			game: error(undefined, 'ERR_SSL_WRONG_VERSION_NUMBER', 'network'),
		},
		'tls',
		/http or https/,
	],
	[
		'no answer in time',
		{ listed: failure('TIMEOUT'), game: error(undefined, 'TIMEOUT', 'timeout') },
		'timeout',
		/in time/,
	],
	['a spent account', { game: error(402, 'Payment required', 'quota') }, 'no-money', /money/],
	[
		'a quota of OpenAI',
		{ game: error(429, 'You exceeded your current quota', 'quota') },
		'no-money',
		/quota/,
	],
	['a rate limit', { game: error(429, 'slow down', 'rate-limit') }, 'rate-limit', /rate/],
	['a server error', { game: error(503, 'overloaded', 'server') }, 'server-error', /503/],
	[
		'a page with status 200',
		{ listed: answer(200), game: error(200, 'The reply is not a chat completion.', 'server') },
		'unreadable',
		/no chat completion/,
	],
	[
		'a reply without a verdict',
		{ game: { kind: 'unscored', reason: 'no-verdict' } },
		'no-verdict',
		/no verdict/,
	],
	['no model to ask', { model: undefined, game: undefined }, 'no-model', /name one/],
];

test.each(cases)('%s', (_name, evidence, finding, words) => {
	const found = diagnose({
		name: 'main',
		path: '/v1',
		hasKey: true,
		listed: models,
		model: 'gpt-4o',
		...evidence,
	});
	expect(found).toMatchObject({ finding, sentence: expect.stringMatching(words) });
	expect(found.sentence.endsWith('.')).toBe(true);
});
