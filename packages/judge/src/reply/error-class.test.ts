import { expect, test } from 'vitest';
import { readError } from './error-object.ts';
import { NO_HEADERS, readReply } from './read-reply.ts';

const CONTEXT = { apiKey: '', nowMs: Date.UTC(2026, 10, 20, 12) };
const read = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) => {
	const get = (name: string) => headers[name] ?? null;
	const reply = readReply({ status, headers: { get }, body }, CONTEXT);
	return reply.kind === 'error'
		? reply.errorClass
		: reply.kind === 'trouble'
			? reply.trouble.reason
			: reply.kind;
};
const error = (message: string, rest: object = {}) => ({ error: { message, ...rest } });

test.each<[number, unknown, string]>([
	[401, error('Incorrect API key provided: ***.', { code: 'invalid_api_key' }), 'auth'],
	[403, error('You may not.'), 'auth'],
	[403, error('Your request was flagged for violence by moderation.'), 'refused'],
	[403, error('Key limit exceeded (total limit).'), 'quota'],
	[
		403,
		error('Project p does not have access to model x', { code: 'model_not_found' }),
		'model-gone',
	],
	[
		400,
		error('API key not valid. Please pass a valid API key.', { status: 'INVALID_ARGUMENT' }),
		'auth',
	],
	[402, error('This request requires more credits.'), 'quota'],
	[402, error('In-flight budget exhausted.', { retry_after: 120 }), 'rate-limit'],
	[
		403,
		error('Billing is not active. Retry in 30 seconds.', { code: 'billing_not_active' }),
		'rate-limit',
	],
	[429, error('Your project has exceeded its monthly spending cap.'), 'quota'],
	[
		410,
		{
			title: 'Gone',
			status: 410,
			detail: 'The model m has reached its end of life on 2026-08-07.',
		},
		'model-gone',
	],
	[400, error('The model m has reached end of life.'), 'model-gone'],
	[410, '', 'model-gone'],
	[500, error('It is deprecated.', { code: 'ModelDeprecated' }), 'model-gone'],
	[500, error('The model m has been deprecated.'), 'server'],
	[503, error('No channel for model m.', { code: 'model_not_found' }), 'server'],
	[408, error('slow'), 'timeout'],
	[409, error('conflict'), 'server'],
	[429, error('Rate limit reached', { code: 'rate_limit_exceeded' }), 'rate-limit'],
	[429, error('You exceeded your current quota', { code: 'insufficient_quota' }), 'quota'],
	[429, error('You exceeded your current quota. Please retry in 2s.'), 'rate-limit'],
	[
		429,
		[error('You exceeded your current quota', { details: [{ retryDelay: '2s' }] })],
		'rate-limit',
	],
	[
		429,
		error('Request too large for judge on tokens per min (TPM): Limit 6000, Requested 7000'),
		'context-length',
	],
	[429, 'Too many requests', 'rate-limit'],
	[429, '', 'rate-limit'],
	[400, error('ThrottlingException: Too many requests'), 'rate-limit'],
	[400, error('This model has a maximum context length of 8192 tokens.'), 'context-length'],
	[400, error('too long', { code: 'context_length_exceeded' }), 'context-length'],
	[400, error('prompt is too long: 210000 tokens > 200000 maximum'), 'context-length'],
	[413, '<html><body>413 Request Entity Too Large</body></html>', 'context-length'],
	[500, error('litellm.ContextWindowExceededError: too long'), 'context-length'],
	[
		404,
		error('The model `x` does not exist or you do not have access to it.', {
			code: 'model_not_found',
		}),
		'model-gone',
	],
	[404, { error: "model 'x' not found, try pulling it first" }, 'model-gone'],
	[
		404,
		{ status: 404, title: 'Not Found', detail: "Function '767b': Not found for account 'abc'" },
		'model-gone',
	],
	[
		400,
		error('Your credit balance is too low to access the API.', { type: 'invalid_request_error' }),
		'quota',
	],
	[429, error('Insufficient balance or no resource package.', { code: '1113' }), 'quota'],
	[
		400,
		error('Unable to access non-serverless model x.', { code: 'model_not_available' }),
		'model-gone',
	],
	[
		404,
		error('The API deployment for this resource does not exist.', { code: 'DeploymentNotFound' }),
		'model-gone',
	],
	[404, error('models/x is not found for API version v1main'), 'model-gone'],
	[400, error('The model `x` has been decommissioned and is no longer supported.'), 'model-gone'],
	[400, error('Invalid model: x'), 'model-gone'],
	[400, error('x is not a valid model ID'), 'model-gone'],
	[404, error('No endpoints found for x.'), 'model-gone'],
	[410, error('This model has been retired.'), 'model-gone'],
	[404, { detail: 'Not Found' }, 'bad-request'],
	[404, '404 page not found', 'bad-request'],
	[
		400,
		error("Unsupported parameter: 'max_tokens' is not supported with this model.", {
			code: 'unsupported_parameter',
		}),
		'bad-request',
	],
	[
		400,
		error("Unsupported value: 'temperature' does not support 0 with this model."),
		'bad-request',
	],
	[422, { detail: [{ loc: ['body', 'messages'], msg: 'field required' }] }, 'bad-request'],
	[
		400,
		error('It triggered the content management policy.', { code: 'content_filter' }),
		'refused',
	],
	[
		400,
		{ error: { code: '400', innererror: { code: 'ResponsibleAIPolicyViolation' } } },
		'refused',
	],
	[
		400,
		error('Input data may contain inappropriate content.', { code: 'data_inspection_failed' }),
		'refused',
	],
	[
		400,
		error('Invalid prompt: it was flagged as potentially violating our usage policy.', {
			code: 'invalid_prompt',
		}),
		'refused',
	],
	[400, error('status 400', { code: 'invalid_prompt' }), 'bad-request'],
	[500, error('boom'), 'server'],
	[503, '<html>503</html>', 'server'],
	[529, error('Overloaded', { type: 'overloaded_error' }), 'server'],
	[500, error('rate_limit_exceeded by the upstream'), 'rate-limit'],
	[502, error('content_filter'), 'refused'],
])('%i %j is %s', (status, body, errorClass) => {
	expect(read(status, body)).toBe(errorClass);
	expect(read(status, JSON.stringify(body)), 'as text').toBe(errorClass);
});

test('an account without money stays so where a header tells of an allowance that fills up', () => {
	const allowance = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '3s' };
	expect(read(402, error('No credits.'), allowance)).toBe('quota');
	expect(read(402, error('No credits.'), { ...allowance, 'retry-after': '120' })).toBe(
		'rate-limit',
	);
	expect(read(429, error('You exceeded your current quota.'), allowance)).toBe('rate-limit');
});

test('a time in a header is a limit of the rate, whatever the words say', () => {
	const quota = error('You exceeded your current quota');
	expect(read(429, quota, { 'retry-after': '2' })).toBe('rate-limit');
	expect(read(429, quota, { 'retry-after': 'soon' })).toBe('quota');
	expect(
		read(429, quota, { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '2s' }),
	).toBe('rate-limit');
});

test.each<[unknown, string, number | undefined]>([
	[{ error: { message: 'a', code: 'c' } }, 'a', undefined],
	[[{ error: { message: 'a', status: 'X' } }], 'a', undefined],
	['a sentence', 'a sentence', undefined],
	['{"error":{"message":"a"}}', 'a', undefined],
	[error('{"error":{"message":"inner, try again in 3s"}}'), 'inner, try again in 3s', 3000],
	[
		error('Upstream: {"error":{"message":"inner","code":429,"retry_after":1.5}}'),
		'Upstream: {"error":{"message":"inner","code":429,"retry_after":1.5}}',
		1500,
	],
	[
		error('Provider returned error', {
			metadata: { raw: '{"error":{"message":"try again in 2.5s"}}' },
		}),
		'Provider returned error',
		2500,
	],
	[error('a', { metadata: { headers: { 'X-RateLimit-Reset': '1795176060000' } } }), 'a', 60_000],
	[
		error('a', {
			details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '37s' }],
		}),
		'a',
		37_000,
	],
	[{ message: 'a', retry_after_ms: 250 }, 'a', 250],
	[{ errors: [{ message: 'a' }, { message: 'b' }] }, 'a', undefined],
	[{ detail: [{ msg: 'field required' }] }, 'field required', undefined],
	[
		{ title: 'Not Found', status: 404, detail: 'Function x: not found.' },
		'Function x: not found.',
		undefined,
	],
	[{ title: 'Not Found', status: 404 }, 'Not Found', undefined],
	['<html><head><title>502 Bad Gateway</title></head></html>', '502 Bad Gateway', undefined],
])('what %j says is %j, to be tried again in %s ms', (body, message, retryAfterMs) => {
	const said = readError(body, CONTEXT.nowMs);
	expect(said.message).toBe(message);
	expect(said.retryAfterMs).toBe(retryAfterMs);
});

test('a body of many or deep values is read as far as its limits', () => {
	let deep: unknown = { message: 'too deep' };
	for (let depth = 0; depth < 100; depth++) deep = { error: deep };
	expect(readError(deep, 0).message).toBeUndefined();
	const many = { error: Array.from({ length: 100_000 }, (_, n) => ({ message: `m${n}` })) };
	expect(readError(many, 0).message).toBe('m0');
	expect(readReply({ status: 400, headers: NO_HEADERS, body: deep }, CONTEXT)).toMatchObject({
		errorClass: 'bad-request',
		message: 'The endpoint answered with status 400.',
	});
});
