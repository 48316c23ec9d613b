import type { PgBoss } from 'pg-boss';
import type { QueueOptions } from './queue-options.ts';
import { createChunkQueue } from './start-boss.ts';

export type ChunkQueues = {
	/** Resolves when the queue is there with its settings; asks the database once for each queue of this process. */
	readonly ensure: (queue: string) => Promise<void>;
};

export function openChunkQueues(
	boss: PgBoss,
	options: Pick<QueueOptions, 'retryLimit' | 'retryDelaySeconds'>,
): ChunkQueues {
	const made = new Map<string, Promise<void>>();
	return {
		ensure: (queue) => {
			const known = made.get(queue);
			if (known) return known;
			const making = createChunkQueue(boss, queue, options).catch((error: unknown) => {
				made.delete(queue);
				throw error;
			});
			made.set(queue, making);
			return making;
		},
	};
}
