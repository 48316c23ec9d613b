import { sql } from 'drizzle-orm';
import type { Database } from '@codejoust/db/connect';

/** One lost battle more is won. */
export async function changeBattle(db: Database): Promise<void> {
	await db.execute(sql`update battles set outcome = 'win', margin = 2, consistency = 'consistent',
		first_wins = 1, decided_games = 2
		where id = (select id from battles where outcome = 'loss' and decided_by = 'games' order by id limit 1)`);
}
