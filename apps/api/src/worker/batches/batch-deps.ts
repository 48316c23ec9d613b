import type { Logger } from 'pino';
import type { Database } from '@codejoust/db/connect';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges';
import type { RunRow } from '@codejoust/db/queries/runs';
import type { BatchApi } from '@codejoust/judge/batch-api';
import type { JudgeDefinition } from '@codejoust/judge/definition';
import type { Price } from '@codejoust/judge/prices';
import type { BatchSettings } from '../../config.ts';
import type { Metrics } from '../../metrics.ts';
import type { ClaimGames } from '../claims.ts';
import type { Gate } from '../gate.ts';
import type { ProgressLog } from '../progress-log.ts';

/** What a worker gives to every step of batches. */
export type BatchDeps = {
	readonly db: Database;
	readonly progress: ProgressLog;
	readonly claimGames: ClaimGames;
	/** Games that this process is asking one by one right now, by identity. */
	readonly asking: ReadonlyMap<string, unknown>;
	/** Entered alone while it is decided what lies in the next batch. */
	readonly gate: Gate;
	readonly fenceSecret: string;
	readonly log: Logger;
	readonly metrics: Pick<Metrics, 'observeAttempt'>;
	readonly batch: BatchSettings;
	readonly signal: AbortSignal;
};

/** A step for one run, with all that it needs to know of it. */
export type BatchStep = BatchDeps & {
	readonly api: BatchApi;
	readonly run: RunRow['run'];
	readonly judge: JudgeVersionRow;
	readonly definition: JudgeDefinition;
	/** In a batch; absent when the judge's price is not known. */
	readonly price: Price | undefined;
	/** Pauses the run with a reason, for an operator. */
	readonly pause: (reason: string, askedAt?: Date) => Promise<void>;
};

/** Battles that are loaded, with their texts, at a time. */
export const BLOCK = 64;

/** In pieces of at most `BLOCK`. */
export function inBlocks<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
	return Array.from({ length: Math.ceil(items.length / BLOCK) }, (_, index) =>
		items.slice(index * BLOCK, (index + 1) * BLOCK),
	);
}
