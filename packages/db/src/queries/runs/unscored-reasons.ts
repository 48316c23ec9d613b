import { count, eq, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { battles } from '../../schema/battles.ts';
import { asTexts, isOneOfTexts, preparedOnce } from '../../prepared-once.ts';

/** Unscored battles of these runs by reason, by run; a battle with two reasons counts under each. Runs without one are left out. */
export async function countUnscoredReasons(
	db: Database,
	runIds: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
	if (runIds.length === 0) return new Map();
	const byRun = new Map<string, Record<string, number>>();
	for (const { runId, reason, games } of await reasons(db).execute({ runIds: asTexts(runIds) })) {
		const ofRun = byRun.get(runId) ?? {};
		byRun.set(runId, ofRun);
		ofRun[reason] = games;
	}
	return byRun;
}

const reasons = preparedOnce((db) =>
	db
		.select({
			runId: battles.runId,
			reason: sql<string>`unnest(${battles.unscoredReasons})`.as('reason'),
			games: count(),
		})
		.from(battles)
		.where(
			sql`${isOneOfTexts(battles.runId, 'runIds')} and ${eq(battles.outcome, sql`'unscored'`)}`,
		)
		.groupBy(sql`1, 2`)
		.orderBy(sql`1, 2`)
		.prepare('unscored_reasons'),
);
