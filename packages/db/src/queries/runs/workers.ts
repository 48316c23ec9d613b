import { eq, gt, lt, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { workers } from '../../schema/operation.ts';

export type WorkerRow = typeof workers.$inferSelect;

/** A worker silent for this long no longer counts. */
const SILENT_MS = 5_000;
const isAlive = gt(workers.seenAt, sql`now() - ${SILENT_MS} * interval '1 millisecond'`);

/** Stores a worker's sign of life, a row for each of its endpoints. */
export async function reportWorker(
	db: Database,
	rows: readonly Omit<typeof workers.$inferInsert, 'seenAt'>[],
): Promise<void> {
	if (rows.length === 0) return;
	const seenAt = sql`now()`;
	await db
		.insert(workers)
		.values(rows.map((row) => ({ ...row, seenAt })))
		.onConflictDoUpdate({
			target: [workers.id, workers.endpoint],
			// What a process was started with stays as it is.
			set: {
				games: sql`excluded.games`,
				inFlight: sql`excluded.in_flight`,
				sentPerMinute: sql`excluded.sent_per_minute`,
				allowedPerMinute: sql`excluded.allowed_per_minute`,
				isStandingBy: sql`excluded.is_standing_by`,
				outageSince: sql`excluded.outage_since`,
				outageReason: sql`excluded.outage_reason`,
				seenAt,
			},
		});
}

/** Workers that gave a sign of life just now, one row for each of their endpoints. */
export async function listWorkers(db: Database): Promise<WorkerRow[]> {
	return db.select().from(workers).where(isAlive).orderBy(workers.endpoint, workers.id);
}

export async function removeWorker(db: Database, id: string): Promise<void> {
	await db.delete(workers).where(eq(workers.id, id));
}

/** Forgets workers that have been silent for a day. */
export async function sweepWorkers(db: Database): Promise<void> {
	await db.delete(workers).where(lt(workers.seenAt, sql`now() - interval '1 day'`));
}
