import type { Logger } from 'pino';
import type { Database } from '@codejoust/db/connect';
import type { ClaimedChunk } from '@codejoust/db/queue/chunk';
import type { Queue } from '@codejoust/db/queue/queue';
import type { Clock } from '@codejoust/judge/endpoint/clock';
import type { Metrics } from '../metrics.ts';
import { type Budgets } from './budgets.ts';
import type { ClaimGames, TakeTurn } from './claims.ts';
import type { Endpoint } from '@codejoust/judge/judge-endpoint';
import { type ChunkPayload } from './enqueue-run.ts';
import type { PlayedGame } from './as-settled-battle.ts';
import type { JudgeWatch } from './holds/judge-watch.ts';
import { type ReadWriteLock } from './read-write-lock.ts';
import type { openBegunLog } from './begun-log.ts';
import type { ProgressLog } from './progress-log.ts';
import type { Standby } from './standby.ts';

export type WorkerOptions = {
	readonly db: Database;
	readonly queue: Queue<ChunkPayload>;
	readonly progress: ProgressLog;
	readonly claimGames: ClaimGames;
	readonly takeTurn: TakeTurn;
	/** Chunks of these are taken, and of no other. */
	readonly endpoints: readonly Endpoint[];
	readonly standby: Pick<Standby, 'untilFree'>;
	readonly watch: JudgeWatch;
	readonly fenceSecret: string;
	readonly clock: Clock;
	readonly random: () => number;
	readonly log: Logger;
	readonly metrics: Pick<Metrics, 'observeAttempt'>;
};

export type Chunk = ClaimedChunk<ChunkPayload>;

/** What every chunk of a worker is played with. */
export type ChunkDeps = WorkerOptions & {
	readonly asking: Map<string, Promise<PlayedGame | undefined>>;
	/** Shared while battles are looked at and begun; who plans a batch has it alone. So each sees what the other asks. */
	readonly lock: ReadWriteLock;
	readonly planning: ReadWriteLock;
	readonly roomOf: Map<string, number>;
	readonly budgets: Budgets;
	readonly noteBegun: ReturnType<typeof openBegunLog>;
	/** Where the chunk is played. */
	readonly endpoint: Endpoint;
	readonly stop: AbortSignal;
};

/** Gives a chunk back to the queue as failed, which tries it again. */
export async function reportFailure(chunk: Chunk, error: unknown, { queue, log }: ChunkDeps) {
	log.error({ err: error, runId: chunk.runId, chunk: chunk.key }, 'a chunk failed');
	const reason = error instanceof Error ? error.message : String(error);
	await queue.fail(chunk, reason).catch((failure: unknown) => {
		log.error({ err: failure, runId: chunk.runId }, 'a failed chunk could not be released');
	});
}
