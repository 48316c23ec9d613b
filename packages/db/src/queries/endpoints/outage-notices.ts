import { sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';

/** Tells our locks of outages from others. */
const OUTAGES = 7_348_221;

/** Tells of an outage that was not told, or of the end of one that was; one after another for each endpoint. */
export async function insertOutageNotice(
	db: Database,
	notice: {
		readonly kind: 'outage' | 'outage-over';
		readonly endpoint: string;
		readonly message: string;
	},
): Promise<void> {
	const { kind, endpoint, message } = notice;
	await db.transaction(async (tx) => {
		await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${endpoint}, ${OUTAGES}))`);
		await tx.execute(sql`
			insert into notices (kind, endpoint, message)
			select ${kind}::text, ${endpoint}::text, ${message}::text
			where ${kind}::text <> coalesce((
				select kind from notices
				where endpoint = ${endpoint} and kind in ('outage', 'outage-over')
				order by id desc limit 1), 'outage-over')`);
	});
}
