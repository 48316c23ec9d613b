import { sql } from 'drizzle-orm';
import type { ProviderErrorClass, UnscoredReason } from '@codejoust/arena/rules/judgment';
import type { Database } from '../../connect.ts';
import { readBody } from '../texts/packed-texts.ts';
import { asTexts, isOneOfTexts, preparedOnce } from '../../prepared-once.ts';

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

/** What brought no verdict in these runs, by run, most attempts first. Attempts that were followed by a verdict are counted too. */
export async function listRunTroubles(
	db: Database,
	runIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RunTrouble[]>> {
	if (runIds.length === 0) return new Map();
	const rows = await troubles(db).execute({ runIds: asTexts(runIds) });
	return Map.groupBy(
		rows.map(({ lastAt, body, packed, characters, ...row }) => {
			const said = cutTo(SAID_CHARACTERS, readBody({ body, packed, characters: characters ?? 0 }));
			return {
				...row,
				said: said === row.detail ? null : said,
				lastAt: new Date(lastAt),
			};
		}),
		({ runId }) => runId,
	);
}

const troubles = preparedOnce((db) =>
	db
		.select({
			runId: sql<string>`newest.run_id`,
			reason: sql<UnscoredReason>`newest.unscored_reason`,
			errorClass: sql<ProviderErrorClass | null>`newest.error_class`,
			attempts: sql<number>`newest.attempts::int`,
			detail: sql<string | null>`newest.detail`,
			body: sql<string | null>`left(texts.body, ${sql.raw(String(SAID_CHARACTERS))})`,
			packed: sql<Uint8Array | null>`texts.packed`,
			characters: sql<number | null>`texts.characters`,
			lastAt: sql<string>`to_char(newest.received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
		})
		.from(
			sql`(
			select battles.run_id, judgments.*,
				row_number() over (
					partition by battles.run_id, unscored_reason, error_class
					order by received_at desc, judgments.identity, attempt desc) as place,
				count(*) over (partition by battles.run_id, unscored_reason, error_class) as attempts
			from battles
			join games on games.battle_id = battles.id
			join judgments on judgments.identity = games.identity and judgments.verdict is null
			where ${isOneOfTexts(sql`battles.run_id`, 'runIds')}) as newest
			left join texts on texts.hash = newest.text_hash`,
		)
		.where(sql`newest.place = 1`)
		.orderBy(sql`newest.run_id, newest.attempts desc, newest.unscored_reason, newest.error_class`)
		.prepare('run_troubles'),
);

/** The first characters of a text, as Postgres counts them. */
function cutTo(count: number, text: string | null): string | null {
	return text === null || text.length <= count
		? text
		: [...text.slice(0, 2 * count)].slice(0, count).join('');
}
