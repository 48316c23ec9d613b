import type { Database } from '@codejoust/db/connect';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges';
import type { QueueDepth } from '@codejoust/db/queue/queue-depth';
import type { Clock } from '@codejoust/judge/clock';
import type { Logger } from 'pino';
import type { Keyring } from './keyring.ts';
import type { Metrics } from './metrics.ts';
import type { RequestLimits } from './middleware/admit.ts';
import type { BoardShelf } from './use-cases/board-shelf.ts';
import type { EndpointOf } from './worker/endpoint.ts';

/** What the routes and use cases need; built once in main.ts. */
export type ApiDeps = {
	readonly db: Database;
	readonly log: Logger;
	readonly now: () => Date;
	readonly metrics: Metrics;
	readonly keyring: Keyring;
	readonly requestLimits: RequestLimits;
	readonly boards: BoardShelf;
	readonly queueDepth: () => Promise<QueueDepth>;
	/** Aborts when the server begins to stop: streams end. */
	readonly stopping: AbortSignal;
	/** The judge of a benchmark without a board: the rehearsal judge for the sample and without an endpoint. */
	readonly defaultJudge: (benchmark: { readonly isSample: boolean }) => JudgeVersionRow;
	/** Where a judge is asked from this process: for looks at a judge, while runs are played by workers. */
	readonly endpointOf: EndpointOf;
	readonly fenceSecret: string;
	readonly clock: Clock;
	/** Tells the workers that a run has battles to play. */
	readonly enqueueRun: (runId: string) => Promise<void>;
	/** Takes a run's chunks out of the queue; games in flight are abandoned. */
	readonly cancelChunks: (runId: string) => Promise<void>;
	/** Games that may be in flight at the judge endpoint, for estimates. */
	readonly maxInFlight: number;
	/** What the judge endpoint takes in a minute, where the operator has said so. */
	readonly judgeRates: {
		readonly requestsPerMinute?: number | undefined;
		readonly tokensPerMinute?: number | undefined;
	};
	/** What a token costs in a batch, as a part of its price. */
	readonly batchPriceFactor: number;
};
