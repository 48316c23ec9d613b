import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import { juryPairs } from '../runs/jury-runs.ts';
import type { Database } from '../../connect.ts';
import { type NoticeKind, notices, rejudgings } from '../../schema/rejudgings.ts';
import { isUnderway } from './rejudgings.ts';

export type NoticeRow = typeof notices.$inferSelect;

export async function insertNotice(
	tx: Database,
	notice: {
		readonly kind: NoticeKind;
		readonly rejudgingId?: string;
		readonly endpoint?: string;
		readonly message: string;
	},
): Promise<void> {
	await tx.insert(notices).values(notice);
}

/** Tells of an endpoint what was not told of it within the last hour. */
export async function insertEndpointNotice(
	db: Database,
	notice: { readonly kind: NoticeKind; readonly endpoint: string; readonly message: string },
): Promise<void> {
	await db.execute(sql`
		insert into notices (kind, endpoint, message)
		select ${notice.kind}::text, ${notice.endpoint}::text, ${notice.message}::text
		where not exists (select from notices
			where kind = ${notice.kind} and endpoint = ${notice.endpoint}
				and at > now() - interval '1 hour')`);
}

/** Tells of a run that has paused by itself, unless it was made for a re-judging, which tells of its own pause. */
export async function insertRunPaused(
	tx: Database,
	{ runId, message }: { readonly runId: string; readonly message: string },
): Promise<void> {
	await tx.execute(sql`
		insert into notices (kind, message)
		select 'paused', ${message}::text
		where not exists (select from rejudging_runs part where part.run_id = ${runId} and part.is_own)`);
}

/** Lets the re-judgings go on that had paused by themselves and have a run that goes on. Returns their ids. */
export async function resumeStalled(tx: Database): Promise<readonly string[]> {
	const rows = await tx
		.update(rejudgings)
		.set({ pausedAt: null, pausedReason: null, isPausedByItself: false })
		.where(
			and(
				isUnderway,
				rejudgings.isPausedByItself,
				parts(sql`${isOpen} and run.held is distinct from 'paused'`),
			),
		)
		.returning({ id: rejudgings.id });
	return rows.map(({ id }) => id);
}

/** Notices newest first, before the one of this id. */
export async function listNotices(
	db: Database,
	{ before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<NoticeRow[]> {
	return db
		.select()
		.from(notices)
		.where(before === undefined ? undefined : lt(notices.id, before))
		.orderBy(desc(notices.id))
		.limit(limit);
}

export async function findNotice(db: Database, id: number): Promise<NoticeRow | undefined> {
	const [row] = await db.select().from(notices).where(eq(notices.id, id));
	return row;
}

/** Takes the notices of the last day that are not in the webhook's queue, each once whoever asks, and marks them. */
export async function takeUnqueued(tx: Database): Promise<readonly number[]> {
	const rows = await tx
		.update(notices)
		.set({ queuedAt: sql`now()` })
		.where(and(isNull(notices.queuedAt), sql`${notices.at} > now() - interval '1 day'`))
		.returning({ id: notices.id });
	return rows.map(({ id }) => id).toSorted((a, b) => a - b);
}

export async function markDelivered(db: Database, id: number): Promise<void> {
	await db
		.update(notices)
		.set({ deliveredAt: sql`now()` })
		.where(eq(notices.id, id));
}

const parts = (where: ReturnType<typeof sql>) => sql`exists (
	select 1 from rejudging_runs part left join runs run on run.id = part.run_id
	where part.rejudging_id = ${rejudgings.id} and ${where})`;
const isOpen = sql`(run.finished_at is null and run.held is distinct from 'cancelled')`;

/** Notes the re-judgings whose runs have all ended and whose board shows them; each is told once. */
export async function noteReported(tx: Database): Promise<readonly string[]> {
	const rows = await tx
		.update(rejudgings)
		.set({ reportedAt: sql`now()`, pausedAt: null, pausedReason: null, isPausedByItself: false })
		.where(
			and(
				isUnderway,
				isNull(rejudgings.reportedAt),
				parts(sql`true`),
				sql`not ${parts(isOpen)}`,
				sql`not exists (select 1 from boards
					where boards.benchmark_version_id = ${rejudgings.benchmarkVersionId}
						and boards.judge_version_id = ${rejudgings.toJudgeVersionId}
						and boards.stale_since is not null)`,
			),
		)
		.returning({ id: rejudgings.id });
	return rows.map(({ id }) => id);
}

/** Of a jury: all runs that it waits for are paused. */
const waitsForPaused = sql`(
	select coalesce(bool_and(awaited.held = 'paused'), false)
	from ${juryPairs(sql`jury.id = run.id`)} as pairs join runs awaited on awaited.id = pairs.member_run
	where awaited.finished_at is null)`;

/** Notes the re-judgings of which every open run has paused by itself, with the reason of one. */
export async function noteStalled(
	tx: Database,
): Promise<readonly { readonly id: string; readonly reason: string }[]> {
	const reason = sql<string>`(
		select min(run.held_reason) from rejudging_runs part join runs run on run.id = part.run_id
			or run.id in (select member_run from ${juryPairs(sql`jury.id = part.run_id`)} as pairs)
		where part.rejudging_id = ${rejudgings.id} and run.finished_at is null and run.held = 'paused')`;
	const rows = await tx
		.update(rejudgings)
		.set({ pausedAt: sql`now()`, pausedReason: reason, isPausedByItself: true })
		.where(
			and(
				isUnderway,
				isNull(rejudgings.pausedAt),
				parts(isOpen),
				sql`not ${parts(sql`${isOpen} and run.held is distinct from 'paused' and not ${waitsForPaused}`)}`,
			),
		)
		.returning({ id: rejudgings.id, reason: rejudgings.pausedReason });
	return rows.map(({ id, reason: why }) => ({ id, reason: why ?? 'no reason was left' }));
}
