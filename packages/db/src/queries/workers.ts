import { and, eq, gt, lt, sql } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { workers } from '../schema/operation.ts';

export type WorkerRow = typeof workers.$inferSelect;

/** A worker silent for this long no longer counts. */
const SILENT_MS = 5_000;
const isAlive = gt(workers.seenAt, sql`now() - ${SILENT_MS} * interval '1 millisecond'`);

/** Stores a worker's sign of life at one endpoint. */
export async function reportWorker(
	db: Database,
	worker: Omit<typeof workers.$inferInsert, 'seenAt'>,
): Promise<void> {
	const { id: _id, endpoint: _endpoint, startedAt: _startedAt, ...changing } = worker;
	const seenAt = sql`now()`;
	await db
		.insert(workers)
		.values({ ...worker, seenAt })
		.onConflictDoUpdate({
			target: [workers.id, workers.endpoint],
			set: { ...changing, seenAt },
		});
}

/** How many live workers have games at an endpoint: each may use that share of its limits. */
export async function countBusyWorkers(db: Database, endpoint: string): Promise<number> {
	const [row] = await db
		.select({ busy: sql<number>`count(*)::int` })
		.from(workers)
		.where(and(eq(workers.endpoint, endpoint), gt(workers.games, 0), isAlive));
	return row?.busy ?? 0;
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
