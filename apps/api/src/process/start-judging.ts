import type { Logger } from 'pino';
import type { Connection } from '@codejoust/db/connect';
import { openReplyJournal } from '@codejoust/db/journal/reply-journal';
import { listEndpoints } from '@codejoust/db/queries/endpoints/endpoints';
import { markOutdatedChecks } from '@codejoust/db/queries/judge-checks/judge-checks';
import type { openQueue } from '@codejoust/db/queue/open-queue';
import { logChangedEndpoints, watchEndpoints } from './endpoint-log.ts';
import { openRunLog } from './run-log.ts';
import { keepBoards } from './board-keeper.ts';
import { keepRejudgings } from './rejudging-keeper.ts';
import type { Config } from './config.ts';
import type { RouteDeps } from '../routes/route-deps.ts';
import type { Endpoints } from './judge-endpoints.ts';
import { openBoardThread } from '../use-cases/boards/board-thread.ts';
import { CHECK_CODE_VERSION } from '../use-cases/judge-checks/measure-checks.ts';
import { type ChunkPayload, enqueueForgotten, holdFailedRuns } from '../worker/enqueue-run.ts';
import { createClaims, createTurns } from '../worker/claims.ts';
import { startHeartbeat } from '../worker/heartbeat.ts';
import { createJudgeWatch } from '../worker/holds/judge-watch.ts';
import { createStandby } from '../worker/standby.ts';
import { watchJuries } from './watch-juries.ts';
import { openProgressLog } from '../worker/progress-log.ts';
import { startWorker } from '../worker/worker.ts';

const ENDPOINTS_EVERY_MS = 1_000;
const FORGOTTEN_EVERY_MS = 30_000;
const BOARDS_EVERY_MS = 2_000;
const REJUDGINGS_EVERY_MS = 1_000;
const GAME_GRACE_MS = 10_000;

/** Starts what judges and computes boards in this process; what is to be closed is added to the closers in its order. */
export async function startJudging(parts: {
	readonly config: Config;
	readonly connection: Connection;
	readonly deps: RouteDeps;
	readonly endpoints: Endpoints;
	readonly queue: Awaited<ReturnType<typeof openQueue<ChunkPayload>>>;
	readonly log: Logger;
	readonly workerId: string;
	readonly closers: (() => Promise<void>)[];
}): Promise<void> {
	const { config, connection, deps, endpoints, queue, log, workerId, closers } = parts;
	const { db } = deps;
	await markOutdatedChecks(db, CHECK_CODE_VERSION);
	// A thread of its own, without a limit: what readers ask neither refuses nor delays a board that is to be published.
	const thread = openBoardThread();
	closers.push(thread.close);
	const rejudgings = await keepRejudgings({
		deps,
		thread,
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
	const isOurs = config.databaseUrl === undefined;
	const journal = isOurs ? openReplyJournal(config.dataDirectory) : undefined;
	if (journal) closers.push(async () => journal.close());
	const runLog = openRunLog({ db, log });
	closers.push(runLog.settle);
	const juries = watchJuries({
		db,
		log,
		onFinishedRuns: (runIds) => {
			boards.wake();
			runLog.finished(runIds);
		},
		enqueueRun: deps.enqueueRun,
	});
	closers.push(juries.settle);
	const progress = await openProgressLog({
		connection,
		log,
		journal,
		onFinishedRuns: (runIds) => {
			if (runIds.length === 0) return;
			boards.wake();
			runLog.finished(runIds);
			juries.look(runIds);
		},
	});
	const standby = createStandby();
	const watch = createJudgeWatch({
		db,
		workerId,
		endpoints: endpoints.all,
		isStandingBy: standby.has,
		log,
		now: deps.now,
		enqueueRun: deps.enqueueRun,
	});
	closers.push(watch.stored);
	const worker = startWorker({
		db,
		queue,
		progress,
		claimGames: createClaims(connection, log),
		takeTurn: createTurns(connection),
		endpoints: endpoints.all,
		standby,
		watch,
		fenceSecret: deps.fenceSecret,
		clock: deps.clock,
		random: Math.random,
		log,
		metrics: deps.metrics,
	});
	logChangedEndpoints(await listEndpoints(db), endpoints.all, log);
	const watching = setInterval(watchEndpoints(endpoints.all, log), ENDPOINTS_EVERY_MS);
	closers.push(async () => clearInterval(watching));
	const heartbeat = startHeartbeat({
		db,
		workerId,
		endpoints: endpoints.all,
		standby,
		watch,
		log,
		now: deps.now,
	});
	closers.push(heartbeat.stop);
	closers.push(() => worker.stop(GAME_GRACE_MS));
	const runQueue = { db, queue, endpoints: endpoints.all };
	const lookAfterRuns = async () => {
		await holdFailedRuns(runQueue);
		await enqueueForgotten(runQueue);
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
