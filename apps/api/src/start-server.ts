import { randomBytes, randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Logger } from 'pino';
import { type Connection, type Database, openDatabase } from '@codejoust/db/connect';
import { DataDirectoryError } from '@codejoust/db/embedded/data-directory-error';
import { migrate } from '@codejoust/db/migrate';
import { ensureSetting } from '@codejoust/db/queries/access';
import { markOutdatedBoards } from '@codejoust/db/queries/boards';
import { markOutdatedChecks } from '@codejoust/db/queries/judge-checks';
import { openQueue } from '@codejoust/db/queue/open-queue';
import { readQueueDepth } from '@codejoust/db/queue/queue-depth';
import { createSystemClock } from '@codejoust/judge/clock';
import { API_PATHS, createApp, HEALTH_PATHS } from './app.ts';
import { keepBoards } from './board-keeper.ts';
import { keepRejudgings } from './rejudging-keeper.ts';
import type { Config } from './config.ts';
import type { ApiDeps } from './deps.ts';
import { type Endpoints, type JudgeSeats, openEndpoints, registerJudges } from './judge-seats.ts';
import { openKeyring } from './keyring.ts';
import { listen } from './listen.ts';
import { loadSample } from './load-sample.ts';
import { ensureOperatorKey } from './operator-key.ts';
import { createMetrics } from './metrics.ts';
import { StartError } from './start-error.ts';
import { BOARD_CODE_VERSION } from './use-cases/board-numbers.ts';
import { openBoardShelf } from './use-cases/board-shelf.ts';
import { openBoardThread } from './use-cases/board-thread.ts';
import { CHECK_CODE_VERSION } from './use-cases/measure-checks.ts';
import { loadWeb, type WebHandler } from './web-handler.ts';
import {
	type ChunkPayload,
	dequeueRun,
	enqueueForgotten,
	enqueueRun,
	holdFailedRuns,
} from './worker/enqueue-run.ts';
import { createClaims } from './worker/claims.ts';
import { giveVitalSigns } from './worker/vital-signs.ts';
import { openProgressLog } from './worker/progress-log.ts';
import { startWorker } from './worker/worker.ts';

export type RunningServer = {
	readonly address: string;
	/** Made at this start, to be shown once. */
	readonly operatorKey: string | undefined;
	readonly judges: JudgeSeats;
	readonly deps: ApiDeps;
	/** No new work, requests and games in flight finish, everything is closed. */
	readonly stop: () => Promise<void>;
};

const FORGOTTEN_EVERY_MS = 30_000;
const BOARDS_EVERY_MS = 2_000;
const REJUDGINGS_EVERY_MS = 1_000;
const REQUEST_GRACE_MS = 3_000;
const GAME_GRACE_MS = 10_000;

/** Starts what the configuration's role asks for, in one process. Throws StartError with a sentence for the operator. */
export async function startServer(
	config: Config,
	options: { readonly log: Logger; readonly sampleFolder?: URL; readonly webBuild?: URL },
): Promise<RunningServer> {
	const closers: (() => Promise<void>)[] = [];
	const stopping = new AbortController();
	const stop = async () => {
		stopping.abort(new Error('the server stops'));
		for (const close of closers.splice(0).reverse()) await close();
	};
	try {
		return await assemble(config, options, { closers, stop, stopping });
	} catch (error) {
		await stop();
		throw error;
	}
}

async function assemble(
	config: Config,
	options: Parameters<typeof startServer>[1],
	life: {
		readonly closers: (() => Promise<void>)[];
		readonly stop: () => Promise<void>;
		readonly stopping: AbortController;
	},
): Promise<RunningServer> {
	const { log } = options;
	const { closers, stop, stopping } = life;
	let handler: RequestListener = (_request, response) => {
		response.writeHead(503, { 'retry-after': '1', 'content-type': 'text/plain' });
		response.end('Codejoust is starting.\n');
	};
	// The port first: a taken one is told before anything is written.
	const server = await listen(config, (request, response) => handler(request, response));
	closers.push(() => server.close(REQUEST_GRACE_MS));
	const connection = await open(config);
	closers.push(connection.close);
	const { db } = connection;
	await reach(connection, config);
	await migrate(connection);
	const operatorKey = await ensureOperatorKey(db, config.operatorKey);
	const judges = await registerJudges(db, config);
	const queue = await openQueue<ChunkPayload>({
		connection,
		// Games are stored one by one: a chunk that is tried again costs little, and kills are no fault of its own.
		retryLimit: 20,
		onTrouble: (error) => log.warn({ err: error }, 'trouble in the queue'),
	});
	closers.push(queue.close);
	const clock = createSystemClock();
	const endpoints = await openEndpoints(config, clock);
	closers.push(endpoints.close);
	const shelf = openBoardShelf();
	closers.push(shelf.close);
	const now = () => new Date();
	const keyring = openKeyring({ db, log, now });
	closers.push(keyring.settle);
	const deps: ApiDeps = {
		db,
		log,
		now,
		keyring,
		requestLimits: config.requestLimits,
		metrics: createMetrics(),
		boards: shelf,
		queueDepth: () => readQueueDepth(connection.sql),
		stopping: stopping.signal,
		endpointOf: endpoints.endpointOf,
		fenceSecret: config.fenceSecret ?? (await ensureFenceSecret(db)),
		clock,
		defaultJudge: ({ isSample }) =>
			isSample && config.sampleJudge === 'rehearsal'
				? judges.rehearsal
				: (judges.live ?? judges.rehearsal),
		enqueueRun: (runId) => enqueueRun(db, queue, runId),
		cancelChunks: (runId) => dequeueRun(db, queue, runId),
		maxInFlight: config.judgeConcurrency,
		judgeRates: {
			requestsPerMinute: config.judge?.requestsPerMinute,
			tokensPerMinute: config.judge?.tokensPerMinute,
		},
		batchPriceFactor: config.batch.priceFactor,
	};
	if (config.roles.has('worker'))
		await startJudging({ config, connection, deps, endpoints, queue, log, closers });
	const app = createApp(deps);
	const web = await openWeb(config, options.webBuild);
	handler = route(config, (request, env) => app.fetch(request, env), web);
	if (options.sampleFolder) await loadSample(deps, options.sampleFolder);
	return { address: server.address, operatorKey, judges, deps, stop };
}

async function open(config: Config): Promise<Connection> {
	try {
		return await openDatabase({
			databaseUrl: config.databaseUrl,
			dataDirectory: config.dataDirectory,
			applicationName: `codejoust ${[...config.roles].join('+')}`,
		});
	} catch (error) {
		if (error instanceof DataDirectoryError) throw new StartError(error.message);
		throw error;
	}
}

/** A server that does not answer is told by its address alone: the URL holds a password. */
async function reach({ sql }: Connection, { databaseUrl }: Config): Promise<void> {
	if (databaseUrl === undefined) return;
	try {
		await sql`select 1`;
	} catch (error) {
		const { host } = new URL(databaseUrl);
		const reason = error instanceof Error ? error.message : String(error);
		throw new StartError(`The Postgres server of DATABASE_URL at ${host} refuses us: ${reason}.`);
	}
}

async function startJudging(parts: {
	readonly config: Config;
	readonly connection: Connection;
	readonly deps: ApiDeps;
	readonly endpoints: Endpoints;
	readonly queue: Awaited<ReturnType<typeof openQueue<ChunkPayload>>>;
	readonly log: Logger;
	readonly closers: (() => Promise<void>)[];
}): Promise<void> {
	const { config, connection, deps, endpoints, queue, log, closers } = parts;
	const { db } = deps;
	await markOutdatedBoards(db, BOARD_CODE_VERSION);
	await markOutdatedChecks(db, CHECK_CODE_VERSION);
	// A thread of its own: a large board must not keep readers' smaller questions waiting.
	const thread = openBoardThread();
	closers.push(thread.close);
	const rejudgings = await keepRejudgings({
		deps,
		notices: queue.notices,
		webhook: config.webhook,
		everyMs: REJUDGINGS_EVERY_MS,
	});
	closers.push(rejudgings.stop);
	const boards = keepBoards({
		db,
		log,
		thread,
		everyMs: BOARDS_EVERY_MS,
		onPublished: rejudgings.wake,
	});
	closers.push(boards.stop);
	const progress = await openProgressLog({
		connection,
		log,
		onFinishedRuns: (runIds) => {
			if (runIds.length > 0) boards.wake();
		},
	});
	const worker = startWorker({
		db,
		queue,
		progress,
		claimGames: createClaims(connection, log),
		endpointOf: endpoints.endpointOf,
		fenceSecret: deps.fenceSecret,
		clock: deps.clock,
		random: Math.random,
		log,
		metrics: deps.metrics,
		maxGames: 2 * config.judgeConcurrency,
		batch: config.batch,
	});
	const signs = giveVitalSigns({
		db,
		workerId: randomUUID(),
		endpoints: endpoints.all,
		log,
		now: deps.now,
	});
	closers.push(signs.stop);
	closers.push(() => worker.stop(GAME_GRACE_MS));
	const lookAfterRuns = async () => {
		await holdFailedRuns(db, queue);
		await enqueueForgotten(db, queue);
	};
	await lookAfterRuns();
	const timer = setInterval(() => {
		lookAfterRuns().catch((error: unknown) =>
			log.error({ err: error }, 'unfinished runs could not be queued'),
		);
	}, FORGOTTEN_EVERY_MS);
	closers.push(async () => clearInterval(timer));
	boards.wake();
}

/** Made once for an installation, so that the same game always has the same prompt. */
function ensureFenceSecret(db: Database): Promise<string> {
	return ensureSetting(db, { name: 'fence-secret', value: randomBytes(32).toString('hex') });
}

async function openWeb(config: Config, build: URL | undefined): Promise<WebHandler | undefined> {
	if (!build || !config.roles.has('web')) return undefined;
	return loadWeb(build, { origin: config.origin });
}

/** API paths go to Hono, all others to the pages, which ask the API in this process. A worker tells of its health alone. */
function route(
	config: Config,
	fetchApi: (request: Request, env?: HttpBindings) => Response | Promise<Response>,
	web: WebHandler | undefined,
): RequestListener {
	const api = getRequestListener((request, env) => fetchApi(request, env as HttpBindings));
	// A page's own question comes over no socket.
	const askInside = (request: Request) => fetchApi(request);
	const paths = config.roles.has('api') ? API_PATHS : HEALTH_PATHS;
	return (request, response) => {
		const path = (request.url ?? '/').split('?')[0] ?? '/';
		if (paths.test(path) || (!web && config.roles.has('api'))) void api(request, response);
		else if (web) web(Object.assign(request, { codejoustApi: askInside }), response);
		else response.writeHead(404).end('This process serves neither the API nor pages.\n');
	};
}
