import { resolve } from 'node:path';
import { z } from 'zod';
import type { RequestLimits } from './middleware/admit.ts';
import type { Webhook } from './use-cases/post-notice.ts';

const ROLES = ['api', 'worker', 'web'] as const;
type Role = (typeof ROLES)[number];

const environment = z.object({
	HOST: z.string().default('127.0.0.1').describe('Address to listen on.'),
	PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('Port to listen on.'),
	ORIGIN: z
		.url({ protocol: /^https?$/ })
		.optional()
		.describe(
			'Public address of the site behind a reverse proxy; the operate page takes forms from there.',
		),
	DATABASE_URL: z
		.url({ protocol: /^postgres(ql)?$/ })
		.optional()
		.describe('A Postgres server; without it an embedded database runs in the data directory.'),
	CODEJOUST_DATA_DIR: z
		.string()
		.min(1)
		.default('.codejoust')
		.describe('Where the embedded database lies.'),
	CODEJOUST_ROLE: z
		.string()
		.default('all')
		.transform((text, context) => readRoles(text, context))
		.describe('What this process does: all, or some of api, worker and web, separated by commas.'),
	CODEJOUST_OPERATOR_KEY: z
		.string()
		.regex(/^cj_[a-z0-9]{4,32}_[A-Za-z0-9_-]{20,128}$/, 'must look like cj_<id>_<secret>')
		.optional()
		.describe('The operator key; without it one is made and printed at the first start.'),
	CODEJOUST_REQUESTS_PER_MINUTE: z.coerce
		.number()
		.int()
		.min(0)
		.default(6000)
		.describe(
			'API requests that one address may send in a minute without a key, counted by each process; 0 is no limit.',
		),
	CODEJOUST_KEY_REQUESTS_PER_MINUTE: z.coerce
		.number()
		.int()
		.min(0)
		.default(6000)
		.describe(
			'API requests that one key may send in a minute, counted by each process; 0 is no limit.',
		),
	CODEJOUST_PROXIES: z.coerce
		.number()
		.int()
		.min(0)
		.max(10)
		.default(0)
		.describe(
			'Reverse proxies in front of the API: that many entries at the end of X-Forwarded-For are theirs.',
		),
	CODEJOUST_FENCE_SECRET: z
		.string()
		.min(16)
		.optional()
		.describe('Makes the fences around answers unguessable; without it one is made and stored.'),
	OPENAI_API_KEY: z.string().min(1).optional().describe('Key of the judge endpoint.'),
	CODEJOUST_JUDGE_BASE_URL: z
		.url({ protocol: /^https?$/ })
		.optional()
		.describe('An OpenAI-compatible endpoint, up to and including /v1.'),
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
		.describe('Games in flight at the judge endpoint.'),
	CODEJOUST_JUDGE_RPM: z.coerce.number().int().min(1).optional().describe('Requests a minute.'),
	CODEJOUST_JUDGE_TPM: z.coerce.number().int().min(1).optional().describe('Tokens a minute.'),
	CODEJOUST_JUDGE_TIMEOUT_SECONDS: z.coerce
		.number()
		.min(0.1)
		.max(3600)
		.default(300)
		.describe('Longest time for one whole call to the judge.'),
	CODEJOUST_JUDGE_MAX_TRIES: z.coerce
		.number()
		.int()
		.min(1)
		.max(20)
		.default(6)
		.describe('Calls for one reply before the game is left unscored.'),
	CODEJOUST_BATCH_PRICE_FACTOR: z.coerce
		.number()
		.min(0)
		.max(1)
		.default(0.5)
		.describe('What a token costs at the judge endpoint’s Batch API, as a part of its price.'),
	CODEJOUST_BATCH_REQUESTS: z.coerce
		.number()
		.int()
		.min(1)
		.max(50_000)
		.default(50_000)
		.describe(
			'Games in one batch at most; fewer where the endpoint limits the tokens in its queue.',
		),
	CODEJOUST_BATCH_POLL_SECONDS: z.coerce
		.number()
		.min(0.01)
		.max(600)
		.default(15)
		.describe(
			'First look at a batch; later ones are a tenth of its age apart, 10 minutes at most.',
		),
	CODEJOUST_SAMPLE_JUDGE: z
		.enum(['rehearsal', 'live'])
		.default('rehearsal')
		.describe(
			'Who judges the shipped sample while it has no board: a key alone never spends money on it.',
		),
	CODEJOUST_WEBHOOK_URL: z
		.url({ protocol: /^https?$/ })
		.optional()
		.describe('Is told when the report of a re-judging is ready, and when one has paused.'),
	CODEJOUST_WEBHOOK_SECRET: z
		.string()
		.min(16)
		.optional()
		.describe('Signs what the webhook is told: HMAC-SHA256 of the body, in Codejoust-Signature.'),
	CODEJOUST_LOG_LEVEL: z
		.enum(['debug', 'info', 'warn', 'error', 'silent'])
		.default('warn')
		.describe('What is logged on standard output.'),
});

export type Config = {
	readonly host: string;
	readonly port: number;
	readonly origin?: string | undefined;
	readonly databaseUrl?: string | undefined;
	readonly dataDirectory: string;
	readonly roles: ReadonlySet<Role>;
	readonly operatorKey?: string | undefined;
	readonly fenceSecret?: string | undefined;
	readonly requestLimits: RequestLimits;
	/** Absent: no endpoint is configured and the rehearsal judge plays. */
	readonly judge?: JudgeEndpoint | undefined;
	readonly judgeConcurrency: number;
	readonly judgeTimeoutMs: number;
	readonly judgeMaxTries: number;
	readonly batch: BatchSettings;
	readonly sampleJudge: 'rehearsal' | 'live';
	readonly webhook?: Webhook | undefined;
	readonly logLevel: string;
};

/** How the endpoint's Batch API is used. */
export type BatchSettings = {
	readonly priceFactor: number;
	readonly maxRequests: number;
	readonly pollMs: number;
};

export type JudgeEndpoint = {
	readonly baseUrl: string;
	readonly apiKey: string;
	readonly model: string;
	readonly requestsPerMinute?: number | undefined;
	readonly tokensPerMinute?: number | undefined;
};

/** Reads the configuration from environment variables. Throws an Error that names every wrong one. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
	const given = Object.fromEntries(
		Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
	);
	const parsed = environment.safeParse(given);
	if (!parsed.success) throw new Error(describeIssues(parsed.error, given));
	const env = parsed.data;
	return {
		host: env.HOST,
		port: env.PORT,
		origin: env.ORIGIN,
		databaseUrl: env.DATABASE_URL,
		dataDirectory: resolve(env.CODEJOUST_DATA_DIR),
		roles: env.CODEJOUST_ROLE,
		operatorKey: env.CODEJOUST_OPERATOR_KEY,
		fenceSecret: env.CODEJOUST_FENCE_SECRET,
		requestLimits: {
			perKey: env.CODEJOUST_KEY_REQUESTS_PER_MINUTE,
			perAddress: env.CODEJOUST_REQUESTS_PER_MINUTE,
			proxies: env.CODEJOUST_PROXIES,
		},
		judge: readJudge(env),
		judgeConcurrency: env.CODEJOUST_JUDGE_CONCURRENCY,
		judgeTimeoutMs: env.CODEJOUST_JUDGE_TIMEOUT_SECONDS * 1000,
		judgeMaxTries: env.CODEJOUST_JUDGE_MAX_TRIES,
		batch: {
			priceFactor: env.CODEJOUST_BATCH_PRICE_FACTOR,
			maxRequests: env.CODEJOUST_BATCH_REQUESTS,
			pollMs: env.CODEJOUST_BATCH_POLL_SECONDS * 1000,
		},
		sampleJudge: env.CODEJOUST_SAMPLE_JUDGE,
		webhook: env.CODEJOUST_WEBHOOK_URL
			? { url: env.CODEJOUST_WEBHOOK_URL, secret: env.CODEJOUST_WEBHOOK_SECRET }
			: undefined,
		logLevel: env.CODEJOUST_LOG_LEVEL,
	};
}

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

/** A local endpoint needs no key; a key alone means OpenAI. */
function readJudge(env: z.infer<typeof environment>): JudgeEndpoint | undefined {
	if (!env.OPENAI_API_KEY && !env.CODEJOUST_JUDGE_BASE_URL) return undefined;
	return {
		baseUrl: env.CODEJOUST_JUDGE_BASE_URL ?? 'https://api.openai.com/v1',
		apiKey: env.OPENAI_API_KEY ?? 'none',
		model: env.CODEJOUST_JUDGE_MODEL,
		requestsPerMinute: env.CODEJOUST_JUDGE_RPM,
		tokensPerMinute: env.CODEJOUST_JUDGE_TPM,
	};
}

const SECRET_NAMES = /KEY|SECRET|DATABASE_URL|WEBHOOK_URL/;

function describeIssues(
	error: z.ZodError,
	given: Readonly<Record<string, string | undefined>>,
): string {
	const lines = error.issues.map((issue) => {
		const name = String(issue.path[0]);
		const value = SECRET_NAMES.test(name) ? '(hidden)' : JSON.stringify(given[name]);
		return `${name}=${value}: ${issue.message}`;
	});
	return `The configuration is not valid. ${lines.join('; ')}`;
}
