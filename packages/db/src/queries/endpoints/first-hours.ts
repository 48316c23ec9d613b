import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { firstHours } from '../../schema/endpoints.ts';

export type FirstHourRow = typeof firstHours.$inferSelect;

/** A process that has said nothing for so long is dead. */
const DEAD_SECONDS = 60;

const isLost = and(
	isNull(firstHours.endedAt),
	lt(firstHours.aliveAt, sql`now() - make_interval(secs => ${DEAD_SECONDS})`),
);

/** Notes that one begins; else returns the id of the one that is being asked at the endpoint. */
export async function beginFirstHour(
	db: Database,
	begun: Pick<FirstHourRow, 'id' | 'endpoint' | 'actor' | 'report'>,
): Promise<{ readonly underway: string } | undefined> {
	await endLost(db);
	const inserted = await db.insert(firstHours).values(begun).onConflictDoNothing().returning();
	if (inserted.length > 0) return undefined;
	const [other] = await db
		.select({ id: firstHours.id })
		.from(firstHours)
		.where(and(eq(firstHours.endpoint, begun.endpoint), isNull(firstHours.endedAt)));
	return { underway: other?.id ?? 'one that has just ended' };
}

/** Stores what came so far, and with `isOver` that nothing more comes. Nothing of one that was given up for dead. */
export async function saveFirstHour(
	db: Database,
	{ id, report, isOver }: Pick<FirstHourRow, 'id' | 'report'> & { readonly isOver: boolean },
): Promise<void> {
	await db
		.update(firstHours)
		.set({ report, aliveAt: sql`now()`, ...(isOver ? { endedAt: sql`now()` } : {}) })
		.where(and(eq(firstHours.id, id), isNull(firstHours.endedAt)));
}

/** One whose process is dead has ended when that process last said that it was alive, with `stopped: "server"`. */
export async function findFirstHour(db: Database, id: string): Promise<FirstHourRow | undefined> {
	await endLost(db);
	const [row] = await db.select().from(firstHours).where(eq(firstHours.id, id));
	return row;
}

async function endLost(db: Database): Promise<void> {
	await db
		.update(firstHours)
		.set({
			endedAt: sql`${firstHours.aliveAt}`,
			report: sql`${firstHours.report} || '{"stopped": "server"}'::jsonb`,
		})
		.where(isLost);
}
