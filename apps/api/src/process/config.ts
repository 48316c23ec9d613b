import { resolve } from 'node:path';
import type { EndpointSettings } from '@codejoust/judge/endpoint/endpoint-settings';
import type { z } from 'zod';
import { type EndpointsFile, noteEndpointsFile } from '../endpoints-file.ts';
import { type Environment, environment, type Role } from './environment.ts';
import type { ClientTimeouts } from './listen.ts';
import { readEndpoints } from './read-endpoints.ts';
import { readSignIn } from './read-sign-in.ts';
import type { SignInSettings } from '../sign-in.ts';
import type { RequestLimits } from '../request-limits.ts';
import type { Webhook } from '../webhook.ts';

export type Config = {
	readonly host: string;
	readonly port: number;
	readonly origin?: string | undefined;
	readonly databaseUrl?: string | undefined;
	/** Absent: session. */
	readonly databasePooler?: 'session' | 'transaction' | undefined;
	/** A replica for readers; only beside `databaseUrl`. */
	readonly replica?: { readonly url: string; readonly mostLagSeconds: number } | undefined;
	readonly dataDirectory: string;
	/** Of an embedded database that is made now. */
	readonly embeddedEngine?: 'postgres' | 'pglite' | undefined;
	readonly roles: ReadonlySet<Role>;
	readonly operatorKey?: string | undefined;
	/** How people get a key, in the operator's words. */
	readonly keyHelp?: string | undefined;
	/** How people sign in with OpenID Connect. */
	readonly signIn?: SignInSettings | undefined;
	/** Of an organisation, made by its own people; absent: 20. */
	readonly mostOwnKeys?: number | undefined;
	readonly fenceSecret?: string | undefined;
	readonly requestLimits: RequestLimits;
	readonly clientTimeouts: ClientTimeouts;
	/** Where judges are asked, in their order, besides the rehearsal's; empty: the rehearsal judge plays. */
	readonly endpoints: readonly EndpointSettings[];
	/** Where some of them are described; absent without such a file. */
	readonly endpointsFile?: EndpointsFile | undefined;
	/** The judge model of benchmarks that have no board yet, where an endpoint allows it. */
	readonly judgeModel: string;
	readonly sampleJudge: 'rehearsal' | 'live';
	readonly sampleBoards: 'all' | 'one';
	readonly webhook?: Webhook | undefined;
	readonly logLevel: string;
	/** Of log lines on a terminal. */
	readonly hasColours: boolean;
};

/** Reads the configuration from environment variables. Throws an Error that names every wrong one. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
	const given = Object.fromEntries(
		Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
	);
	const parsed = environment.safeParse(given);
	const { endpoints, faults } = readEndpoints(given, parsed.data);
	const wrong = parsed.success
		? [...describePooler(parsed.data), ...describeReplica(parsed.data)]
		: describeIssues(parsed.error, given);
	const signIn = readSignIn(given);
	const all = [...wrong, ...faults, ...signIn.faults];
	if (!parsed.success || all.length > 0)
		throw new Error(`The configuration is not valid. ${all.join('; ')}`);
	const env = parsed.data;
	return {
		host: env.HOST,
		port: env.PORT,
		origin: env.ORIGIN,
		databaseUrl: env.DATABASE_URL,
		databasePooler: env.CODEJOUST_DATABASE_POOLER,
		replica: env.CODEJOUST_DATABASE_READ_URL
			? {
					url: env.CODEJOUST_DATABASE_READ_URL,
					mostLagSeconds: env.CODEJOUST_REPLICA_LAG_SECONDS,
				}
			: undefined,
		dataDirectory: resolve(env.CODEJOUST_DATA_DIR),
		embeddedEngine: env.CODEJOUST_EMBEDDED_DATABASE,
		roles: env.CODEJOUST_ROLE,
		operatorKey: env.CODEJOUST_OPERATOR_KEY,
		keyHelp: env.CODEJOUST_KEY_HELP,
		signIn: signIn.settings,
		mostOwnKeys: env.CODEJOUST_OWN_KEYS,
		fenceSecret: env.CODEJOUST_FENCE_SECRET,
		requestLimits: {
			perKey: env.CODEJOUST_KEY_REQUESTS_PER_MINUTE,
			perAddress: env.CODEJOUST_REQUESTS_PER_MINUTE,
			pagesPerAddress: env.CODEJOUST_PAGES_PER_MINUTE,
			costlyPerMinute: env.CODEJOUST_COSTLY_READS_PER_MINUTE,
			costlyAtOnce: env.CODEJOUST_COSTLY_READS_AT_ONCE,
			costlyMs: env.CODEJOUST_COSTLY_READ_SECONDS * 1000,
			streams: env.CODEJOUST_STREAMS_PER_VISITOR,
			streamsInAll: env.CODEJOUST_STREAMS,
			signIns: env.CODEJOUST_SIGN_INS_PER_MINUTE,
			proxies: env.CODEJOUST_PROXIES,
		},
		clientTimeouts: {
			headersMs: env.CODEJOUST_HEADER_SECONDS * 1000,
			requestMs: env.CODEJOUST_BODY_SECONDS * 1000,
			idleBodyMs: env.CODEJOUST_BODY_IDLE_SECONDS * 1000,
		},
		endpoints,
		endpointsFile: env.CODEJOUST_ENDPOINTS ? noteEndpointsFile(env.CODEJOUST_ENDPOINTS) : undefined,
		judgeModel: env.CODEJOUST_JUDGE_MODEL,
		sampleJudge: env.CODEJOUST_SAMPLE_JUDGE,
		sampleBoards: env.CODEJOUST_SAMPLE_BOARDS,
		webhook: env.CODEJOUST_WEBHOOK_URL
			? { url: env.CODEJOUST_WEBHOOK_URL, secret: env.CODEJOUST_WEBHOOK_SECRET }
			: undefined,
		logLevel: env.CODEJOUST_LOG_LEVEL,
		hasColours: env.NO_COLOR === undefined,
	};
}

/** What a worker is asking about, its session claims: without a session of its own two workers would ask, and pay, for the same. */
function describePooler(env: Environment): readonly string[] {
	return env.CODEJOUST_DATABASE_POOLER === 'transaction' && env.CODEJOUST_ROLE.has('worker')
		? [
				'CODEJOUST_DATABASE_POOLER="transaction": a worker needs a session of its own; choose CODEJOUST_ROLE=api,web, or let workers reach the server itself or a pooler in session mode',
			]
		: [];
}

function describeReplica(env: Environment): readonly string[] {
	return env.CODEJOUST_DATABASE_READ_URL !== undefined && env.DATABASE_URL === undefined
		? [
				'CODEJOUST_DATABASE_READ_URL: it is a replica of the server of DATABASE_URL, which is not set',
			]
		: [];
}

const SECRET_NAMES = /KEY$|SECRET|DATABASE_URL|DATABASE_READ_URL|WEBHOOK_URL/;

function describeIssues(
	error: z.ZodError,
	given: Readonly<Record<string, string | undefined>>,
): readonly string[] {
	return error.issues.map((issue) => {
		const name = String(issue.path[0]);
		const value = SECRET_NAMES.test(name) ? '(hidden)' : JSON.stringify(given[name]);
		return `${name}=${value}: ${issue.message}`;
	});
}
