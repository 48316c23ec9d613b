import type { Logger } from 'pino';
import type { Database } from '@codejoust/db/connect';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { RunRow } from '@codejoust/db/queries/runs/runs';
import type { BatchSettings } from '@codejoust/judge/endpoint/endpoint-settings';
import type { BatchApi } from '@codejoust/judge/batch/batch-api';
import type { JudgeDefinition } from '@codejoust/judge/protocol/definition';
import type { Price } from '@codejoust/judge/endpoint/prices';
import type { Endpoint } from '@codejoust/judge/judge-endpoint';
import type { Metrics } from '../../metrics.ts';
import type { ClaimGames, TakeTurn } from '../claims.ts';
import type { NewHold } from '../holds/judge-gate.ts';
import type { JudgeWatch } from '../holds/judge-watch.ts';
import type { ReadWriteLock } from '../read-write-lock.ts';
import type { ProgressLog } from '../progress-log.ts';

/** What a worker gives to every step of batches. */
export type BatchDeps = {
	readonly db: Database;
	readonly progress: ProgressLog;
	readonly claimGames: ClaimGames;
	readonly takeTurn: TakeTurn;
	/** Games that this process is asking one by one right now, by identity. */
	readonly asking: ReadonlyMap<string, unknown>;
	/** Entered alone while it is decided what lies in the next batch. */
	readonly lock: ReadWriteLock;
	/** Entered alone while a batch is planned at an endpoint whose queue is limited. */
	readonly planning: ReadWriteLock;
	readonly fenceSecret: string;
	readonly log: Logger;
	readonly metrics: Pick<Metrics, 'observeAttempt'>;
	/** Whose batches are followed. */
	readonly endpoint: Endpoint;
	/**
	 * Games of one batch that the provider's limit of enqueued tokens left room for, by endpoint and model as `roomKey`
	 * writes them; halved at each refusal and doubled at each batch that was taken. Of this process alone: another one
	 * learns it again.
	 */
	readonly roomOf: Map<string, number>;
	readonly watch: JudgeWatch;
	readonly signal: AbortSignal;
};

/** A step for one run, with all that it needs to know of it. */
export type BatchStep = BatchDeps & {
	readonly api: BatchApi;
	readonly batch: BatchSettings;
	readonly run: RunRow['run'];
	/** Neither the run nor its judge was held when the step began. */
	readonly mayAsk: boolean;
	readonly judge: JudgeVersionRow;
	readonly definition: JudgeDefinition;
	/** In a batch; absent when the judge's price is not known. */
	readonly price: Price | undefined;
	readonly pause: (pause: BatchPause) => Promise<void>;
	/** Holds the judge or the endpoint, as games that are asked one by one do. */
	readonly holdJudge: (found: NewHold) => void;
};

/** Battles that are loaded, with their texts, at a time. */
const BLOCK = 64;

/** In pieces of at most `BLOCK`. */
export function inBlocks<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
	return Array.from({ length: Math.ceil(items.length / BLOCK) }, (_, index) =>
		items.slice(index * BLOCK, (index + 1) * BLOCK),
	);
}

/** The key of what an endpoint's limit of enqueued tokens leaves room for: such a limit is a model's. */
export function roomKey({ endpoint, judge }: Pick<BatchStep, 'endpoint' | 'judge'>): string {
	return `${endpoint.name} ${judge.model}`;
}

/** Why the run is paused, for operators. */
export type BatchPause = { readonly cause: 'budget' | 'trouble'; readonly reason: string };
