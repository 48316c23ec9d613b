import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { judgeProbes } from '../../schema/endpoints.ts';
import { hasAnswered, isKept } from './holds.ts';

export type ProbeKey = Pick<typeof judgeProbes.$inferSelect, 'endpoint' | 'judgeVersionId'>;

/** Whether the judge was ever answered, else whose turn it is to ask it. */
export type ProbeTurn = 'answered' | 'ours' | 'theirs';

/**
 * Takes or extends the turn of a worker to ask a judge version that its endpoint has never answered. A turn that nobody extends
 * ends by itself. Nobody has a turn while the judge version is held.
 */
export async function takeProbe(
	db: Database,
	{ worker, forMs, ...key }: ProbeKey & { readonly worker: string; readonly forMs: number },
): Promise<ProbeTurn> {
	if (await hasAnswered(db, key)) return 'answered';
	const until = sql`now() + ${forMs} * interval '1 millisecond'`;
	const rows = await db.execute<{ worker: string }>(sql`
		insert into judge_probes as probe (endpoint, judge_version_id, worker, until)
		select ${key.endpoint}, ${key.judgeVersionId}::bigint, ${worker}, ${until}
		where not ${isKept(sql`${key.endpoint}`, sql`${key.judgeVersionId}::bigint`)}
		on conflict (endpoint, judge_version_id)
		do update set worker = excluded.worker, until = excluded.until
			where probe.worker = excluded.worker or probe.until < now()
		returning worker`);
	return rows.length > 0 ? 'ours' : 'theirs';
}

/** Ends the turn of a worker. */
export async function endProbe(
	db: Database,
	{ worker, ...key }: ProbeKey & { readonly worker: string },
): Promise<void> {
	await db
		.delete(judgeProbes)
		.where(
			and(
				eq(judgeProbes.endpoint, key.endpoint),
				eq(judgeProbes.judgeVersionId, key.judgeVersionId),
				eq(judgeProbes.worker, worker),
			),
		);
}
