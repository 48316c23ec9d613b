import type { PgBoss } from 'pg-boss';
import type { JobTable } from './job-table.ts';

export interface LostChunksOptions {
	readonly boss: PgBoss;
	readonly jobs: JobTable;
	/** A claim without a heartbeat for this long is lost; 0 takes every claim there is. */
	readonly silentMs: number;
}

/**
 * Frees the chunks of workers that died without a word, due immediately. Each costs its chunk one
 * try, so that a chunk which kills its workers ends as a dead one. Returns how many were freed.
 * pg-boss has the same with 10 s of silence at least and looks once a minute.
 */
export async function freeLostChunks(options: LostChunksOptions): Promise<number> {
	const { boss, jobs, silentMs } = options;
	const lost = await jobs.listSilentClaims(silentMs);
	for (const [queue, claims] of Map.groupBy(lost, (claim) => claim.queue)) {
		const ours = claims.map(({ id, retryCount }) => ({ id, retryCount }));
		await boss.fail(queue, ours, { reason: 'the worker has stopped without a notice' });
		// A failure is tried again after a pause, which is not needed here. What is dead or claimed again stays as it is.
		for (const { id } of ours) await boss.update(queue, undefined, { id, startAfter: 0 });
	}
	return lost.length;
}
