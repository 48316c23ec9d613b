import { sql } from 'drizzle-orm';
import type { Database } from '@codejoust/db/connect';

/** One lost battle more is won. */
export async function changeBattle(db: Database): Promise<void> {
	await db.execute(sql`update battles set outcome = 'win', margin = 2, consistency = 'consistent',
		first_wins = 1, decided_games = 2
		where id = (select id from battles where outcome = 'loss' and decided_by = 'games' order by id limit 1)`);
}

/** Models of `fillBoard` from this one on have no run that is finished. */
export async function hideModels(db: Database, from: number): Promise<void> {
	await db.execute(sql`update runs set finished_at = null
		where split_part(submission_id, '_', 3)::int >= ${from}::int`);
}

/** The run of this one is finished. */
export async function showModel(db: Database, model: number): Promise<void> {
	await db.execute(sql`update runs set finished_at = now()
		where split_part(submission_id, '_', 3)::int = ${model}::int`);
}
