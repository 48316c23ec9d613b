import { sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import type { judgments } from '../../schema/judgments.ts';
import { inBatches } from '../paging/in-batches.ts';

/** An imported judgment; its words are stored before. */
export type RecordedRow = Required<
	Pick<typeof judgments.$inferInsert, 'identity' | 'verdict' | 'unscoredReason'>
> & {
	readonly preference: number | null;
	readonly textHash: string | null;
};

/**
 * Stores judgments that were imported, as the first attempt of their identity, which costs nothing. What is stored already
 * stays as it is.
 */
export async function recordJudgments(
	tx: Database,
	judgeVersionId: number,
	rows: readonly RecordedRow[],
): Promise<void> {
	await inBatches(rows, (batch) =>
		tx.execute(sql`
			insert into judgments (identity, attempt, judge_version_id, verdict, preference, unscored_reason,
				text_hash, cost_micro_usd, asked_at, received_at)
			select decode(identity, 'hex'), 1, ${judgeVersionId}::bigint, verdict, preference,
				"unscoredReason", decode("textHash", 'hex'), 0, now(), now()
			from json_to_recordset(${JSON.stringify(batch)}::text::json) as given(
				identity text, verdict text, preference double precision, "unscoredReason" text, "textHash" text)
			order by 1
			on conflict do nothing`),
	);
}
