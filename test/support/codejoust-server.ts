import { tmpdir } from 'node:os';
import {
	type Client,
	createClient,
	type Leaderboard,
	type Submission,
} from '@codejoust/contract/client';
import type { Config } from '../../apps/api/src/process/config.ts';
import type { BatchSettings, EndpointSettings } from '@codejoust/judge/endpoint/endpoint-settings';
import { openLog } from '../../apps/api/src/process/open-log.ts';
import { startServer } from '../../apps/api/src/process/start-server.ts';
import type { Database } from '@codejoust/db/connect';
import { makeEmbeddedDirectory } from './embedded-directory.ts';
import { startPostgres } from './postgres-server.ts';
import { untilAtRest } from './service-rest.ts';
import { until } from './until.ts';

export { until };

export type CodejoustServer = {
	/** With the operator's key. */
	readonly client: Client;
	/** `http://127.0.0.1:<port>` */
	readonly address: string;
	readonly key: string;
	readonly db: Database;
	/** What was logged as a warning or worse, or from the level of the configuration. */
	readonly log: readonly LogLine[];
	/** The submission once `isReached` holds of it (by default: all its runs are done). Throws after the deadline. */
	untilJudged(
		submissionId: string,
		options?: {
			readonly deadlineMs?: number;
			readonly isReached?: (submission: Submission) => boolean;
		},
	): Promise<Submission>;
	/** The board once it shows every one of these submissions with nothing missing, and no board is being computed. */
	untilOnBoard(benchmark: string, submissionIds: readonly string[]): Promise<Leaderboard>;
	/** Resolves when nothing changes any more unless somebody asks; at once where no worker is. */
	untilAtRest(): Promise<void>;
	/** Ends the server as a signal would. A store that was not given is removed. */
	stop(): Promise<void>;
};

export type LogLine = {
	readonly level: number;
	readonly msg: string;
	readonly [name: string]: unknown;
};

export type CodejoustOptions = {
	/** Of the live judge; without it only the rehearsal judge plays. */
	readonly judgeBaseUrl?: string;
	/** A real Postgres database; without it and a directory, a fresh one on the server that the tests share. */
	readonly databaseUrl?: string;
	/** Of an embedded database. */
	readonly dataDirectory?: string;
	/** A fresh embedded database in a folder of its own. */
	readonly isEmbedded?: boolean;
	/** Serves the built pages and loads the shipped sample. */
	readonly isWithPages?: boolean;
	/** The folder of a packed command line, for download. */
	readonly clientBuild?: URL;
	/** Loads the shipped sample without the pages. */
	readonly isWithSample?: boolean;
	readonly judge?: { readonly model?: string } & Partial<EndpointSettings>;
	readonly config?: Partial<Config> & DefaultEndpoint;
};

/** What the older variables say of the endpoint `default`. */
type DefaultEndpoint = {
	readonly judgeConcurrency?: number;
	readonly judgeTimeoutMs?: number;
	readonly judgeMaxTries?: number;
	readonly judgeMaxReplyBytes?: number;
	readonly batch?: Omit<BatchSettings, 'isSupported'>;
};

/** Tests ask more than any visitor. */
export const NO_LIMITS: Config['requestLimits'] = {
	perKey: 0,
	perAddress: 0,
	pagesPerAddress: 0,
	costlyPerMinute: 0,
	costlyAtOnce: 0,
	costlyMs: 0,
	streams: 0,
	streamsInAll: 0,
	signIns: 0,
	proxies: 0,
};

export const OPERATOR_KEY = 'cj_operator1_abcdefghijklmnopqrstuvwx';
const REPOSITORY = new URL('../../', import.meta.url);
const PAGES = {
	webBuild: new URL('apps/web/build/', REPOSITORY),
	clientBuild: new URL('apps/cli/build/', REPOSITORY),
	sampleFolder: new URL('sample/', REPOSITORY),
};

/** The whole server in this process, on a free port of 127.0.0.1. */
export async function startCodejoust(options: CodejoustOptions = {}): Promise<CodejoustServer> {
	const store = await openStore(options);
	const log: LogLine[] = [];
	const config = configOf(options, store);
	const running = await startServer(config, {
		log: openLog(config.logLevel, { write: (line: string) => void log.push(JSON.parse(line)) }),
		...(options.isWithSample ? { sampleFolder: PAGES.sampleFolder } : {}),
		...(options.isWithPages ? PAGES : {}),
		...(options.clientBuild ? { clientBuild: options.clientBuild } : {}),
	});
	const client = createClient({ baseUrl: running.address, key: OPERATOR_KEY });
	return {
		client,
		address: running.address,
		key: OPERATOR_KEY,
		db: running.deps.db,
		log,
		untilJudged: (id, { deadlineMs, isReached = isDone } = {}) =>
			until(() => client.submission(id), isReached, deadlineMs),
		untilOnBoard: async (benchmark, ids) => {
			await until(
				() => client.leaderboard(benchmark),
				({ rows }) =>
					ids.every((id) => rows.some((row) => row.submission_id === id && row.missing === 0)),
			);
			await untilAtRest(running.deps.db, ['boards']);
			return client.leaderboard(benchmark);
		},
		untilAtRest: async () => {
			if (config.roles.has('worker')) await untilAtRest(running.deps.db);
		},
		stop: async () => {
			await running.stop();
			await store.remove();
		},
	};
}

/** Where a server keeps its data, and how what was made for it alone is removed. */
type Store = Pick<Config, 'databaseUrl' | 'dataDirectory'> & {
	readonly remove: () => Promise<void>;
};

/** The store that was given; else a database on the server that the tests share, and an embedded one where there is none. */
async function openStore(options: CodejoustOptions): Promise<Store> {
	const { databaseUrl, dataDirectory, isEmbedded = false } = options;
	if (databaseUrl !== undefined || dataDirectory !== undefined)
		return { databaseUrl, dataDirectory: dataDirectory ?? tmpdir(), remove: async () => undefined };
	if (process.env['TEST_DATABASE_URL'] && !isEmbedded) {
		const server = await startPostgres();
		const url = await server.createDatabase();
		return { databaseUrl: url, dataDirectory: tmpdir(), remove: () => server.stop() };
	}
	const { path, remove } = await makeEmbeddedDirectory();
	return { databaseUrl: undefined, dataDirectory: path, remove };
}

function configOf(options: CodejoustOptions, store: Store): Config {
	const { judgeBaseUrl, judge: { model = 'test-judge', ...judge } = {} } = options;
	const { judgeConcurrency, judgeTimeoutMs, judgeMaxTries, judgeMaxReplyBytes, batch, ...config } =
		options.config ?? {};
	const { databaseUrl, dataDirectory } = store;
	return {
		host: '127.0.0.1',
		port: 0,
		databaseUrl,
		dataDirectory,
		roles: new Set(options.isWithPages ? ['api', 'worker', 'web'] : ['api', 'worker']),
		operatorKey: OPERATOR_KEY,
		fenceSecret: 'the same fences in every test',
		requestLimits: NO_LIMITS,
		clientTimeouts: { headersMs: 10_000, requestMs: 300_000, idleBodyMs: 30_000 },
		judgeModel: model,
		endpoints:
			judgeBaseUrl === undefined
				? []
				: [
						endpointSettings({
							baseUrl: judgeBaseUrl,
							apiKey: 'sk-test',
							...(judgeConcurrency === undefined ? {} : { concurrency: judgeConcurrency }),
							...(judgeTimeoutMs === undefined ? {} : { callTimeoutMs: judgeTimeoutMs }),
							...(judgeMaxTries === undefined ? {} : { maxTries: judgeMaxTries }),
							...(judgeMaxReplyBytes === undefined ? {} : { maxReplyBytes: judgeMaxReplyBytes }),
							...(batch === undefined ? {} : { batch: { isSupported: true, ...batch } }),
							...judge,
						}),
					],
		sampleJudge: 'rehearsal',
		sampleBoards: 'one',
		logLevel: 'warn',
		hasColours: false,
		...config,
	};
}

/** An endpoint as tests want it: quick, and with one more try. */
export function endpointSettings(
	given: Partial<EndpointSettings> & Pick<EndpointSettings, 'baseUrl'>,
): EndpointSettings {
	return {
		name: 'default',
		apiKey: '',
		auth: { kind: 'bearer' },
		headers: {},
		secretHeaders: [],
		body: {},
		models: ['*'],
		concurrency: 32,
		callTimeoutMs: 10_000,
		maxTries: 2,
		maxReplyBytes: 4 * 1024 * 1024,
		batch: { isSupported: true, priceFactor: 0.5, maxRequests: 50_000, pollMs: 10 },
		prices: [],
		...given,
	};
}

function isDone({ runs }: Submission): boolean {
	return runs.length > 0 && runs.every((run) => run.state === 'done');
}
