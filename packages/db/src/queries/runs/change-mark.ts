import { sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';

/** A text that differs once games of unfinished runs are settled, a run ends, a board has a snapshot, or somebody has acted. */
export async function readChangeMark(db: Database): Promise<string> {
	const [row] = await db.execute<{ mark: string }>(sql`
		select md5(concat_ws('-',
			(select concat_ws('-', count(*), sum(games_scored + games_unscored), max(started_at))
				from runs where finished_at is null),
			(select max(finished_at) from runs),
			(select max(id) from audit_log),
			(select max(created_at) from snapshots))) as mark`);
	if (!row) throw new Error('an aggregate without groups has one row');
	return row.mark;
}
