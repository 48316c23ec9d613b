import type { PgBoss } from 'pg-boss';
import type { DeadChunk, JsonValue, StoredChunk } from './chunk.ts';
import { DEAD_CHUNKS } from './start-boss.ts';

/** The chunks that failed at every try and that nobody has dropped or queued again, newest first. */
export async function listDeadChunks<Payload extends JsonValue>(
	boss: PgBoss,
): Promise<DeadChunk<Payload>[]> {
	const jobs = await boss.findJobs<StoredChunk<Payload>>(DEAD_CHUNKS, { queued: true });
	return (
		jobs
			// A text here, whatever the type of pg-boss says: drizzle has taught our driver to leave times alone.
			.map((job) => ({ ...job, diedAt: new Date(job.createdOn).getTime() }))
			.sort((a, b) => b.diedAt - a.diedAt || (a.id < b.id ? -1 : 1))
			.map(({ id, data, sourceOutput }) => ({ id, ...data, ...readReason(sourceOutput) }))
	);
}

/** As `fail` was given it. */
function readReason(output: object | null): { readonly reason?: string } {
	return output && 'reason' in output && typeof output.reason === 'string'
		? { reason: output.reason }
		: {};
}

/** Drops these dead chunks and no other. */
export async function forgetDeadChunks(
	boss: PgBoss,
	chunks: readonly Pick<DeadChunk, 'id'>[],
): Promise<void> {
	if (chunks.length === 0) return;
	await boss.deleteJob(
		DEAD_CHUNKS,
		chunks.map(({ id }) => id),
	);
}
