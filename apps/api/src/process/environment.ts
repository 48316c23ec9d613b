import { z } from 'zod';
import { judgeVariables } from './environment-judge.ts';
import { limitVariables } from './environment-limits.ts';
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
	CODEJOUST_DATABASE_READ_URL: z
		.url({ protocol: /^postgres(ql)?$/ })
		.optional()
		.describe(
			'Address of a streaming replica of the Postgres server. Reads without a key, a session or a link are answered from it; docs/scaling.md says what readers may notice.',
		),
	CODEJOUST_REPLICA_LAG_SECONDS: z.coerce
		.number()
		.min(0)
		.max(3600)
		.default(10)
		.describe(
			'How far the replica may be behind, in seconds. While it is further behind, or does not answer, the server of DATABASE_URL answers everything.',
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
	...limitVariables,
	CODEJOUST_FENCE_SECRET: z
		.string()
		.min(16)
		.optional()
		.describe(
			'Secret that makes the fences around answers unguessable. Without it one is made and stored.',
		),
	...judgeVariables,
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
