import { DEFAULT_MAX_REPLY_BYTES } from '@codejoust/judge/endpoint/reply-body';
import { z } from 'zod';

/** The file of judge endpoints, and the settings of the endpoint that is called default. */
export const judgeVariables = {
	CODEJOUST_ENDPOINTS: z
		.string()
		.min(1)
		.optional()
		.describe(
			'Path of a JSON file of judge endpoints; docs/operate/endpoints.md describes it. The variables from here to CODEJOUST_BATCH_POLL_SECONDS describe the endpoint default, which comes after those of the file, and the defaults of their settings.',
		),
	OPENAI_API_KEY: z.string().min(1).optional().describe('Key of the judge endpoint.'),
	CODEJOUST_JUDGE_BASE_URL: z
		.url({ protocol: /^https?$/ })
		.optional()
		.describe('Address of an OpenAI-compatible endpoint, up to and including /v1.'),
	CODEJOUST_JUDGE_MODEL: z
		.string()
		.min(1)
		.default('gpt-4o-2024-08-06')
		.describe('The judge model of benchmarks that have no board yet.'),
	CODEJOUST_JUDGE_CONCURRENCY: z.coerce
		.number()
		.int()
		.min(1)
		.max(1024)
		.default(64)
		.describe('Maximum number of simultaneous games at the judge endpoint.'),
	CODEJOUST_JUDGE_RPM: z.coerce
		.number()
		.int()
		.min(1)
		.optional()
		.describe('Maximum number of requests per minute to the judge endpoint.'),
	CODEJOUST_JUDGE_TPM: z.coerce
		.number()
		.int()
		.min(1)
		.optional()
		.describe('Maximum number of tokens per minute at the judge endpoint.'),
	CODEJOUST_JUDGE_TIMEOUT_SECONDS: z.coerce
		.number()
		.min(0.1)
		.max(3600)
		.default(300)
		.describe('Maximum time of one whole call to the judge, in seconds.'),
	CODEJOUST_JUDGE_MAX_REPLY_BYTES: z.coerce
		.number()
		.int()
		.min(1024)
		.max(64 * 1024 * 1024)
		.default(DEFAULT_MAX_REPLY_BYTES)
		.describe(
			'Maximum size of one reply of the judge, packed and unpacked, in bytes. A larger one is cut and its game unscored.',
		),
	CODEJOUST_JUDGE_MAX_TRIES: z.coerce
		.number()
		.int()
		.min(1)
		.max(20)
		.default(6)
		.describe('Maximum number of calls for one reply. After them the game is unscored.'),
	CODEJOUST_BATCH_PRICE_FACTOR: z.coerce
		.number()
		.min(0)
		.max(1)
		.default(0.5)
		.describe(
			'Price of a token at the judge endpoint’s Batch API, as a fraction of its usual price.',
		),
	CODEJOUST_BATCH_REQUESTS: z.coerce
		.number()
		.int()
		.min(1)
		.max(50_000)
		.default(50_000)
		.describe(
			'Maximum number of games per batch. Lower it if the endpoint limits the tokens in its queue.',
		),
	CODEJOUST_BATCH_POLL_SECONDS: z.coerce
		.number()
		.min(0.01)
		.max(600)
		.default(15)
		.describe(
			'Time until the first read of a batch’s state, in seconds. Later intervals are a tenth of its age, at most 10 minutes.',
		),
};
