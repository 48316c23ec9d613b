import { DEFAULT_MAX_REPLY_BYTES } from '@codejoust/judge/endpoint/reply-body';
import { z } from 'zod';
import { signInEnvironment } from './environment-sign-in.ts';

const ROLES = ['api', 'worker', 'web'] as const;
export type Role = (typeof ROLES)[number];

/** Every variable that the server reads. */
export const environment = z.object({
	HOST: z.string().default('127.0.0.1').describe('Address to listen on.'),
	PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('Port to listen on.'),
	ORIGIN: z
		.url({ protocol: /^https?$/ })
		.optional()
		.describe(
			'Public address of the site behind a reverse proxy. The operate page accepts forms only from it, and feeds and links name it; without it they name the host of each request.',
		),
	DATABASE_URL: z
		.url({ protocol: /^postgres(ql)?$/ })
		.optional()
		.describe(
			'Address of a Postgres server. Without it an embedded database runs in the data directory.',
		),
	CODEJOUST_DATABASE_POOLER: z
		.enum(['session', 'transaction'])
		.default('session')
		.describe(
			'Mode of a pooler in front of the Postgres server. With transaction nothing is prepared, which makes reads slower, and the process must not be a worker.',
		),
	CODEJOUST_DATA_DIR: z
		.string()
		.min(1)
		.default('.codejoust')
		.describe(
			'Directory of the embedded database. It is closed to other users of the machine (mode 700).',
		),
	CODEJOUST_EMBEDDED_DATABASE: z
		.enum(['postgres', 'pglite'])
		.optional()
		.describe(
			'Engine of an embedded database that is made now: postgres, the server that npm brings for Linux, or pglite, Postgres as WebAssembly. Without it postgres where it runs. A directory keeps its engine.',
		),
	CODEJOUST_ROLE: z
		.string()
		.default('all')
		.transform((text, context) => readRoles(text, context))
		.describe('Roles of this process: all, or a list of api, worker and web, separated by commas.'),
	CODEJOUST_OPERATOR_KEY: z
		.string()
		.regex(/^cj_[a-z0-9]{4,32}_[A-Za-z0-9_-]{20,128}$/, 'must look like cj_<id>_<secret>')
		.optional()
		.describe('The operator key. Without it the first start makes one and prints it.'),
	CODEJOUST_KEY_HELP: z
		.string()
		.max(2000)
		.optional()
		.describe(
			'How people get a key to submit with: sentences that the page /submit and GET /v1/version show, plain text with addresses such as https://example.org/keys.',
		),
	...signInEnvironment.shape,
	CODEJOUST_REQUESTS_PER_MINUTE: z.coerce
		.number()
		.int()
		.min(0)
		.default(6000)
		.describe(
			'Maximum number of API requests per minute from one address without a key. Each process counts separately; 0 is no limit.',
		),
	CODEJOUST_KEY_REQUESTS_PER_MINUTE: z.coerce
		.number()
		.int()
		.min(0)
		.default(6000)
		.describe(
			'Maximum number of API requests per minute with one key. Each process counts separately; 0 is no limit.',
		),
	CODEJOUST_PAGES_PER_MINUTE: z.coerce
		.number()
		.int()
		.min(0)
		.default(1200)
		.describe(
			'Maximum number of pages per minute for one address. Each process counts separately; 0 is no limit.',
		),
	CODEJOUST_COSTLY_READS_PER_MINUTE: z.coerce
		.number()
		.int()
		.min(0)
		.default(240)
		.describe(
			'Maximum number of costly reads per minute for one visitor: comparisons, exports and the like. A page with some counts as one; 0 is no limit.',
		),
	CODEJOUST_COSTLY_READS_AT_ONCE: z.coerce
		.number()
		.int()
		.min(0)
		.max(1000)
		.default(1)
		.describe(
			'Maximum number of costly reads of one visitor at the same time. Further ones wait; 0 is no limit.',
		),
	CODEJOUST_COSTLY_READ_SECONDS: z.coerce
		.number()
		.min(0)
		.max(3600)
		.default(30)
		.describe(
			'Maximum time that a costly read waits for its turn, and maximum time until its answer, in seconds; 0 is no limit.',
		),
	CODEJOUST_STREAMS_PER_VISITOR: z.coerce
		.number()
		.int()
		.min(0)
		.max(10_000)
		.default(16)
		.describe('Maximum number of progress streams that one visitor may have open; 0 is no limit.'),
	CODEJOUST_STREAMS: z.coerce
		.number()
		.int()
		.min(0)
		.max(100_000)
		.default(2_000)
		.describe(
			'Maximum number of progress streams that all visitors of one process may have open together; 0 is no limit. Further ones are refused, and pages then look for changes every 30 s.',
		),
	CODEJOUST_PROXIES: z.coerce
		.number()
		.int()
		.min(0)
		.max(10)
		.default(0)
		.describe(
			'Number of reverse proxies in front of the API. They write this number of entries at the end of X-Forwarded-For.',
		),
	CODEJOUST_HEADER_SECONDS: z.coerce
		.number()
		.min(0)
		.max(3600)
		.default(10)
		.describe(
			'Maximum time in which the headers of a request must arrive, in seconds; 0 is no limit.',
		),
	CODEJOUST_BODY_SECONDS: z.coerce
		.number()
		.min(0)
		.max(86_400)
		.default(300)
		.describe(
			'Maximum time in which a whole request with its body must arrive, in seconds; 0 is no limit.',
		),
	CODEJOUST_BODY_IDLE_SECONDS: z.coerce
		.number()
		.min(0)
		.max(3600)
		.default(30)
		.describe('Maximum time between two parts of a body, in seconds; 0 is no limit.'),
	CODEJOUST_FENCE_SECRET: z
		.string()
		.min(16)
		.optional()
		.describe(
			'Secret that makes the fences around answers unguessable. Without it one is made and stored.',
		),
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
	CODEJOUST_SAMPLE_JUDGE: z
		.enum(['rehearsal', 'live'])
		.default('rehearsal')
		.describe(
			'Judge of the shipped sample while it has no board: rehearsal or live. A judge key alone never spends money on it.',
		),
	CODEJOUST_SAMPLE_BOARDS: z
		.enum(['all', 'one'])
		.default('all')
		.describe(
			'Boards of the shipped sample in a new database: all, which is one of each kind of judge, all played by the rehearsal judge in the background, or one.',
		),
	CODEJOUST_WEBHOOK_URL: z
		.url({ protocol: /^https?$/ })
		.optional()
		.describe(
			'Address that receives each notice, for example that the report of a re-judging is ready or that one has paused.',
		),
	CODEJOUST_WEBHOOK_SECRET: z
		.string()
		.min(16)
		.optional()
		.describe(
			'Secret that signs each request to the webhook: HMAC-SHA256 of the body, in Codejoust-Signature.',
		),
	CODEJOUST_LOG_LEVEL: z
		.enum(['debug', 'info', 'warn', 'error', 'silent'])
		.default('info')
		.describe('Lowest level that is logged on standard output.'),
	NO_COLOR: z
		.string()
		.optional()
		.describe('With any value, log lines on a terminal have no colours.'),
});

export type Environment = z.infer<typeof environment>;

/** Name, default and meaning of every variable, for the documentation. */
export function describeConfig() {
	return Object.entries(environment.shape).map(([name, schema]) => {
		const parsed = schema.safeParse(undefined);
		return { name, default: parsed.success ? parsed.data : undefined, meaning: schema.description };
	});
}

function readRoles(text: string, context: z.RefinementCtx): ReadonlySet<Role> {
	if (text === 'all') return new Set(ROLES);
	const roles = new Set<Role>();
	for (const name of text.split(',').map((part) => part.trim())) {
		const role = ROLES.find((known) => known === name);
		if (role) roles.add(role);
		else
			context.addIssue({
				code: 'custom',
				message: `"${name}" is none of all, ${ROLES.join(', ')}`,
			});
	}
	return roles;
}
