import { sql } from 'drizzle-orm';
import type { ProviderErrorClass, UnscoredReason } from '@codejoust/arena/rules/judgment';
import type { Database } from '../../connect.ts';

/** All attempts at a run's games that brought no verdict for one reason, and the newest of them. */
export type RunTrouble = {
	readonly reason: UnscoredReason;
	readonly errorClass: ProviderErrorClass | null;
	readonly attempts: number;
	/** Why, in a sentence of the provider or about its reply. */
	readonly detail: string | null;
	/** What was said all the same; null when nothing was, or when it was redacted. */
	readonly said: string | null;
	readonly lastAt: Date;
};

/** Of what was said, this much is read. */
const SAID_CHARACTERS = 2_000;

/** What brought no verdict in a run, most attempts first. Attempts that were followed by a verdict are counted too. */
export async function listRunTroubles(db: Database, runId: string): Promise<RunTrouble[]> {
	const rows = await db.execute<{
		reason: UnscoredReason;
		error_class: ProviderErrorClass | null;
		attempts: number;
		detail: string | null;
		said: string | null;
		last_at: string;
	}>(sql`
		select newest.unscored_reason as reason, newest.error_class, newest.attempts::int as attempts,
			newest.detail, left(texts.body, ${SAID_CHARACTERS}) as said,
			to_char(newest.received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as last_at
		from (
			select judgments.*,
				row_number() over (
					partition by unscored_reason, error_class
					order by received_at desc, judgments.identity, attempt desc) as place,
				count(*) over (partition by unscored_reason, error_class) as attempts
			from battles
			join games on games.battle_id = battles.id
			join judgments on judgments.identity = games.identity and judgments.verdict is null
			where battles.run_id = ${runId}) as newest
		left join texts on texts.hash = newest.text_hash
		where newest.place = 1
		order by attempts desc, reason, error_class`);
	return rows.map((row) => ({
		reason: row.reason,
		errorClass: row.error_class,
		attempts: row.attempts,
		detail: row.detail,
		said: row.said === row.detail ? null : row.said,
		lastAt: new Date(row.last_at),
	}));
}
