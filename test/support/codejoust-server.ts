import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
	type Client,
	createClient,
	type Leaderboard,
	type Submission,
} from '../../apps/api/src/client.ts';
import type { Config, JudgeEndpoint } from '../../apps/api/src/config.ts';
import { openLog } from '../../apps/api/src/open-log.ts';
import { startServer } from '../../apps/api/src/start-server.ts';
import type { Database } from '@codejoust/db/connect';

export type CodejoustServer = {
	/** With the operator's key. */
	readonly client: Client;
	/** `http://127.0.0.1:<port>` */
	readonly address: string;
	readonly key: string;
	readonly db: Database;
	/** What was logged as a warning or worse. */
	readonly log: readonly LogLine[];
	/** The submission once `isReached` holds of it (by default: all its runs are done). Throws after the deadline. */
	untilJudged(
		submissionId: string,
		options?: {
			readonly deadlineMs?: number;
			readonly isReached?: (submission: Submission) => boolean;
		},
	): Promise<Submission>;
	/** The board once it shows every one of these submissions with nothing missing. */
	untilOnBoard(benchmark: string, submissionIds: readonly string[]): Promise<Leaderboard>;
	/** Ends the server as a signal would. A data folder that was not given is removed. */
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
	/** A real Postgres database; without it an embedded one runs in `dataDirectory` or a folder of its own. */
	readonly databaseUrl?: string;
	readonly dataDirectory?: string;
	/** Serves the built pages and loads the shipped sample. */
	readonly isWithPages?: boolean;
	readonly judge?: Partial<JudgeEndpoint>;
	readonly config?: Partial<Config>;
};

export const OPERATOR_KEY = 'cj_operator1_abcdefghijklmnopqrstuvwx';
const REPOSITORY = new URL('../../', import.meta.url);
const PAGES = {
	webBuild: new URL('apps/web/build/', REPOSITORY),
	sampleFolder: new URL('sample/', REPOSITORY),
};
const DEADLINE_MS = 60_000;
const LOOK_EVERY_MS = 20;

/** The whole server in this process, on a free port of 127.0.0.1. */
export async function startCodejoust(options: CodejoustOptions = {}): Promise<CodejoustServer> {
	const ownFolder =
		options.databaseUrl === undefined && options.dataDirectory === undefined
			? await mkdtemp(join(tmpdir(), 'codejoust-data-'))
			: undefined;
	const log: LogLine[] = [];
	const running = await startServer(configOf(options, ownFolder), {
		log: openLog('warn', { write: (line: string) => void log.push(JSON.parse(line)) }),
		...(options.isWithPages ? PAGES : {}),
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
		untilOnBoard: (benchmark, ids) =>
			until(
				() => client.leaderboard(benchmark),
				({ rows }) =>
					ids.every((id) => rows.some((row) => row.submission_id === id && row.missing === 0)),
			),
		stop: async () => {
			await running.stop();
			if (ownFolder !== undefined) await rm(ownFolder, { recursive: true, force: true });
		},
	};
}

function configOf(options: CodejoustOptions, ownFolder: string | undefined): Config {
	const { judgeBaseUrl, databaseUrl, dataDirectory = ownFolder ?? tmpdir() } = options;
	return {
		host: '127.0.0.1',
		port: 0,
		databaseUrl,
		dataDirectory,
		roles: new Set(options.isWithPages ? ['api', 'worker', 'web'] : ['api', 'worker']),
		operatorKey: OPERATOR_KEY,
		fenceSecret: 'the same fences in every test',
		requestLimits: { perKey: 0, perAddress: 0, proxies: 0 },
		judge:
			judgeBaseUrl === undefined
				? undefined
				: { baseUrl: judgeBaseUrl, apiKey: 'sk-test', model: 'test-judge', ...options.judge },
		judgeConcurrency: 32,
		judgeTimeoutMs: 10_000,
		judgeMaxTries: 2,
		batch: { priceFactor: 0.5, maxRequests: 50_000, pollMs: 10 },
		sampleJudge: 'rehearsal',
		logLevel: 'warn',
		...options.config,
	};
}

function isDone({ runs }: Submission): boolean {
	return runs.length > 0 && runs.every((run) => run.state === 'done');
}

/** Asks again and again until what comes back will do. */
export async function until<Value>(
	look: () => Promise<Value>,
	isReached: (value: Value) => boolean,
	deadlineMs: number = DEADLINE_MS,
): Promise<Value> {
	for (const deadline = Date.now() + deadlineMs; ;) {
		const value = await look();
		if (isReached(value)) return value;
		if (Date.now() > deadline)
			throw new Error(`not reached in ${deadlineMs} ms: ${JSON.stringify(value).slice(0, 2000)}`);
		await pause(LOOK_EVERY_MS);
	}
}
