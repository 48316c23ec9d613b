import { lt, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { preparedOnce } from '../../prepared-once.ts';
import { requestCounts } from '../../schema/request-counts.ts';

const { caller, minute, taken } = requestCounts;

export type TakenRequests = {
	readonly caller: Uint8Array;
	readonly minute: number;
	readonly taken: number;
};

const takeOne = preparedOnce((db) =>
	db
		.insert(requestCounts)
		.values({
			caller: sql.placeholder('caller'),
			minute: sql.placeholder('minute'),
			taken: sql.placeholder('taken'),
		})
		.onConflictDoUpdate({
			target: caller,
			// A process whose clock is behind counts in the minute that the others have begun.
			set: {
				minute: sql`greatest(${minute}, excluded.minute)`,
				taken: sql`case when ${minute} >= excluded.minute then ${taken} else 0 end + excluded.taken`,
			},
		})
		.returning({ taken })
		.prepare('take_requests'),
);

/** Adds requests of a caller to those of this minute, and says how many there are with them, of all processes together. */
export async function takeRequests(db: Database, requests: TakenRequests): Promise<number> {
	const [row] = await takeOne(db).execute(requests);
	if (!row) throw new Error('an insert that updates returns its row');
	return row.taken;
}

/** Removes the counts of minutes that have ended. */
export async function purgeRequestCounts(db: Database, now: Date): Promise<void> {
	const current = Math.floor(now.getTime() / 60_000);
	await db.delete(requestCounts).where(lt(minute, current - 1));
}
