import { startJudging } from './start-judging.ts';
import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Logger } from 'pino';
import { type Connection, type Database, openDatabase } from '@codejoust/db/connect';
import { DataDirectoryError } from '@codejoust/db/embedded/data-directory-error';
import { migrate } from '@codejoust/db/migrate';
import { isBeingMoved } from '@codejoust/db/move/move-database';
import { ensureSetting } from '@codejoust/db/queries/settings/settings';
import { openQueue } from '@codejoust/db/queue/open-queue';
import { startAlone } from '@codejoust/db/start-lock';
import { createSystemClock } from '@codejoust/judge/endpoint/clock';
import { API_PATHS, HEALTH_PATHS, PAGE_PATHS } from '../routes/app.ts';
import { nameWorker } from './name-worker.ts';
import { shareComputations } from './share-computations.ts';
import { countTogether } from './count-together.ts';
import { keepTogether } from './together-keeper.ts';
import { keepIdempotencyKeys } from './idempotency-keeper.ts';
import type { Config } from './config.ts';
import type { RouteDeps } from '../routes/route-deps.ts';
import { type JudgeEndpoints, openEndpoints, registerJudges } from './judge-endpoints.ts';
import { readTerms } from '../judge-terms.ts';
import { openKeyring } from '../keyring.ts';
import { listen } from './listen.ts';
import { loadSample } from './load-sample.ts';
import { dueSampleBoards, loadSampleBoards } from './load-sample-boards.ts';
import { ensureOperatorKey } from './operator-key.ts';
import { openBackground } from '../background.ts';
import { readClientPackage } from '../client-package.ts';
import { createMetrics } from '../metrics.ts';
import { StartError } from './start-error.ts';
import { boardWriters } from '../present/board-writers.ts';
import { openProvider } from '../use-cases/people/identity-provider.ts';
import { openBoardCache } from '../use-cases/boards/board-cache.ts';
import { openApi } from './open-api.ts';
import type { FetchApi } from './read-from-replica.ts';
import { limitPages } from './limit-pages.ts';
import { loadWeb, type WebHandler } from './web-handler.ts';
import { type ChunkPayload, dequeueRun, enqueueRun } from '../worker/enqueue-run.ts';

export type RunningServer = {
	readonly address: string;
	/** Made at this start, to be shown once. */
	readonly operatorKey: string | undefined;
	readonly judges: JudgeEndpoints;
	/** The embedded database with one connection. */
	readonly isPglite: boolean;
	readonly deps: RouteDeps;
	/** No new work, requests and games in flight finish, everything is closed. */
	readonly stop: () => Promise<void>;
};

const REQUEST_GRACE_MS = 3_000;

/** Starts what the configuration's role asks for, in one process. Throws StartError with a sentence for the operator. */
export async function startServer(
	config: Config,
	options: {
		readonly log: Logger;
		readonly sampleFolder?: URL;
		readonly webBuild?: URL;
		/** Of the command line, which visitors can download. */
		readonly clientBuild?: URL;
	},
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
	const workerId = nameWorker();
	const log = options.log.child({ worker: workerId, role: [...config.roles].join('+') });
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
	if (await isBeingMoved(connection.sql))
		throw new StartError(
			'An installation is being moved into this database: run "node tools/database.mjs move" to its end first.',
		);
	const { operatorKey, judges, queue, fenceSecret } = await startAlone(connection, () =>
		prepareDatabase(connection, config, log),
	);
	closers.push(queue.close);
	const clock = createSystemClock();
	const metrics = createMetrics(config.roles);
	closers.push(async () => metrics.close());
	const endpoints = await openEndpoints(config, {
		clock,
		secret: fenceSecret,
		onCall: metrics.observeCall,
	});
	closers.push(endpoints.close);
	const boardCache = openBoardCache(
		{ write: boardWriters, primary: db },
		{
			mostMs: config.requestLimits.costlyMs,
			together: shareComputations({ connection, log }),
			observe: metrics.observeComputation,
		},
	);
	closers.push(boardCache.close);
	const runQueue = { db, queue, endpoints: endpoints.all };
	const now = () => new Date();
	const keyring = openKeyring({ db, log, now });
	closers.push(keyring.settle);
	const background = openBackground(log);
	closers.push(background.settle);
	const deps: RouteDeps = {
		db,
		log,
		now,
		keyring,
		requestLimits: config.requestLimits,
		takeTogether: countTogether({ connection, secret: fenceSecret, log }),
		metrics,
		boards: boardCache,
		queueDepth: queue.readDepth,
		stopping: stopping.signal,
		inBackground: background.begin,
		endpoints: endpoints.all,
		endpointsFile: config.endpointsFile,
		endpointOf: endpoints.endpointOf,
		fenceSecret,
		clock,
		defaultJudge: ({ isSample }) =>
			isSample && config.sampleJudge === 'rehearsal'
				? judges.rehearsal
				: (judges.live ?? judges.rehearsal),
		enqueueRun: (runId) => enqueueRun(runQueue, runId),
		cancelChunks: (runId) => dequeueRun(runQueue, runId),
		termsOf: readTerms(endpoints.endpointOf),
		keyHelp: config.keyHelp,
		signIn: config.signIn && {
			settings: config.signIn,
			provider: openProvider(config.signIn, { now, log }),
		},
		mostOwnKeys: config.mostOwnKeys ?? 20,
		clientPackage: options.clientBuild && (await readClientPackage(options.clientBuild)),
	};
	if (config.roles.has('worker'))
		await startJudging({ config, connection, deps, endpoints, queue, log, workerId, closers });
	const idempotencyKeys = await keepIdempotencyKeys({ connection, log });
	closers.push(idempotencyKeys.stop);
	if (!connection.isSole) closers.push(keepTogether({ db, log }).stop);
	const fetchApi = await openApi(deps, { config, connection, closers });
	const web = await openWeb(config, options);
	const pages = web && limitPages(web, { ...deps, limits: config.requestLimits, ask: fetchApi });
	handler = route(config, fetchApi, pages);
	const { sampleFolder } = options;
	if (sampleFolder) {
		await startAlone(connection, async () => {
			await dueSampleBoards(deps, sampleFolder);
			await loadSample(deps, sampleFolder);
		});
		if (config.sampleBoards === 'all')
			deps.inBackground('the boards of the sample', () =>
				startAlone(connection, () => loadSampleBoards(deps, sampleFolder)),
			);
	}
	const isPglite = connection.embedded;
	return { address: server.address, operatorKey, judges, isPglite, deps, stop };
}

async function open(config: Config): Promise<Connection> {
	try {
		return await openDatabase({
			databaseUrl: config.databaseUrl,
			pooler: config.databasePooler,
			dataDirectory: config.dataDirectory,
			engine: config.embeddedEngine,
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

/** Schemas, queues and first rows. Of several processes that start, one makes them and the others find them. */
async function prepareDatabase(connection: Connection, config: Config, log: Logger) {
	const { db } = connection;
	await migrate(connection);
	const operatorKey = await ensureOperatorKey(db, config.operatorKey);
	const judges = await registerJudges(db, config);
	const fenceSecret = config.fenceSecret ?? (await ensureFenceSecret(db));
	const queue = await openQueue<ChunkPayload>({
		connection,
		// Games are stored one by one: a chunk that is tried again costs little, and kills are no fault of its own.
		retryLimit: 20,
		onTrouble: (error) => log.warn({ err: error }, 'trouble in the queue'),
	});
	return { operatorKey, judges, queue, fenceSecret };
}

/** Made once for an installation, so that the same game always has the same prompt. */
function ensureFenceSecret(db: Database): Promise<string> {
	return ensureSetting(db, { name: 'fence-secret', value: randomBytes(32).toString('hex') });
}

async function openWeb(
	{ roles, origin }: Config,
	{ webBuild, log }: Parameters<typeof startServer>[1],
): Promise<WebHandler | undefined> {
	if (!webBuild || !roles.has('web')) return undefined;
	return loadWeb(webBuild, { origin, log });
}

/** API paths go to Hono, all others to the pages. A worker tells of its health alone. */
function route(config: Config, fetchApi: FetchApi, web: WebHandler | undefined): RequestListener {
	const api = getRequestListener((request, env) => fetchApi(request, env as HttpBindings));
	const paths = config.roles.has('api') ? API_PATHS : web ? PAGE_PATHS : HEALTH_PATHS;
	return (request, response) => {
		const path = (request.url ?? '/').split('?')[0] ?? '/';
		if (paths.test(path) || (!web && config.roles.has('api'))) void api(request, response);
		else if (web) web(request, response);
		else response.writeHead(404).end('This process serves neither the API nor pages.\n');
	};
}
