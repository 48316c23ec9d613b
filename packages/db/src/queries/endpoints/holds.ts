import { and, desc, eq, gt, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { ago } from '../../ago.ts';
import type { Database } from '../../connect.ts';
import { judgeAnswers, judgeHolds } from '../../schema/endpoints.ts';
import { judges, judgeVersions } from '../../schema/judges.ts';
import { runs } from '../../schema/runs.ts';
import { submissions } from '../../schema/submissions.ts';

export type HoldRow = typeof judgeHolds.$inferSelect;
export type HoldCause = HoldRow['cause'];

/** What is asked nothing for now: a judge version at an endpoint or, with null, the endpoint as a whole. */
export type HoldKey = Pick<HoldRow, 'endpoint' | 'judgeVersionId'>;

/** The hold that keeps a run, as a column of it. */
export type HoldOfRun = {
	readonly id: string;
	readonly cause: HoldCause;
	readonly reason: string;
	readonly since: string;
	readonly until: string | null;
	readonly is_of_endpoint: boolean;
};

/** Names who lifted a hold whose time was over. */
export const BY_THE_CLOCK = 'the clock';

const isOpen = sql`hold.lifted_at is null and (hold.until is null or hold.until > now())`;
const instantOf = (column: SQL) =>
	sql`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The open hold of a run, by its endpoint and its judge version; null where nothing keeps it. */
export const holdOfRun = (endpoint: SQL, judgeVersionId: SQL) => sql<HoldOfRun | null>`(
	select json_build_object('id', hold.id, 'cause', hold.cause, 'reason', hold.reason,
		'since', ${instantOf(sql`hold.since`)}, 'until', ${instantOf(sql`hold.until`)},
		'is_of_endpoint', hold.judge_version_id is null)
	from judge_holds hold
	where ${isOpen} and hold.endpoint = ${endpoint}
		and (hold.judge_version_id is null or hold.judge_version_id = ${judgeVersionId})
	order by hold.judge_version_id nulls first limit 1)`;

/** Whether nothing of a run is asked for now, because of its judge version or its endpoint. */
export const isKept = (endpoint: SQL, judgeVersionId: SQL) => sql<boolean>`exists (
	select from judge_holds hold
	where ${isOpen} and hold.endpoint = ${endpoint}
		and (hold.judge_version_id is null or hold.judge_version_id = ${judgeVersionId}))`;

/**
 * Holds a judge version at an endpoint, or the endpoint. Undefined where it is held already, and where it was lifted after
 * the call set out that brings the reason. One whose time is over is in the way until it is lifted.
 */
export async function insertHold(
	tx: Database,
	hold: HoldKey & Pick<HoldRow, 'id' | 'cause' | 'reason' | 'until' | 'fingerprint'>,
	askedAt: Date,
): Promise<HoldRow | undefined> {
	const isSame = and(
		eq(judgeHolds.endpoint, hold.endpoint),
		sql`${judgeHolds.judgeVersionId} is not distinct from ${hold.judgeVersionId}::bigint`,
	);
	const later = await tx
		.select({ id: judgeHolds.id })
		.from(judgeHolds)
		.where(and(isSame, gt(judgeHolds.liftedAt, ago(askedAt))))
		.limit(1);
	if (later.length > 0) return undefined;
	const [stored] = await tx.insert(judgeHolds).values(hold).onConflictDoNothing().returning();
	return stored;
}

const isDue = and(isNull(judgeHolds.liftedAt), lt(judgeHolds.until, sql`now()`));

/** Lifts an open hold. Undefined when it is lifted already or unknown. */
export async function liftHold(
	tx: Database,
	{ id, by }: { readonly id: string; readonly by: string },
): Promise<HoldRow | undefined> {
	const [row] = await tx
		.update(judgeHolds)
		.set({ liftedAt: sql`now()`, liftedBy: by })
		.where(and(eq(judgeHolds.id, id), isNull(judgeHolds.liftedAt)))
		.returning();
	return row;
}

/** Lifts the holds whose time is over; each is returned to one caller alone. */
export async function liftDueHolds(tx: Database): Promise<readonly HoldRow[]> {
	return tx
		.update(judgeHolds)
		.set({ liftedAt: sql`now()`, liftedBy: BY_THE_CLOCK })
		.where(isDue)
		.returning();
}

/** Holds that were not lifted, those whose time is over included; oldest first. */
export async function listUnlifted(
	db: Database,
	scope: { readonly judgeVersionId?: number } = {},
): Promise<readonly HoldRow[]> {
	return db
		.select()
		.from(judgeHolds)
		.where(
			and(
				isNull(judgeHolds.liftedAt),
				scope.judgeVersionId === undefined
					? undefined
					: eq(judgeHolds.judgeVersionId, scope.judgeVersionId),
			),
		)
		.orderBy(judgeHolds.since, judgeHolds.id);
}

/** A hold with what it keeps. */
export type ListedHold = {
	readonly hold: HoldRow;
	/** Null: the endpoint as a whole. */
	readonly slug: string | null;
	readonly version: number | null;
	readonly model: string | null;
	/** Unfinished runs that nobody has paused, and their open games. */
	readonly runs: number;
	readonly games: number;
};

const selectHolds = (db: Database) => {
	const kept = (what: SQL) => sql`(
		select ${what} from runs run where ${judgeHolds.liftedAt} is null
			and run.finished_at is null and run.held is null
			and run.endpoint = ${judgeHolds.endpoint}
			and (${judgeHolds.judgeVersionId} is null or run.judge_version_id = ${judgeHolds.judgeVersionId}))`;
	return db
		.select({
			hold: judgeHolds,
			slug: judges.slug,
			version: judgeVersions.version,
			model: judgeVersions.model,
			runs: sql<number>`${kept(sql`count(*)::int`)}`,
			games: sql<number>`${kept(sql`coalesce(sum(run.games - run.games_scored - run.games_unscored), 0)::int`)}`,
		})
		.from(judgeHolds)
		.leftJoin(judgeVersions, eq(judgeVersions.id, judgeHolds.judgeVersionId))
		.leftJoin(judges, eq(judges.id, judgeVersions.judgeId));
};

/** Holds: the open ones, or all of the last so many; newest first. */
export async function listHolds(
	db: Database,
	{ isOpenOnly, limit }: { readonly isOpenOnly: boolean; readonly limit: number },
): Promise<readonly ListedHold[]> {
	return selectHolds(db)
		.where(isOpenOnly ? isNull(judgeHolds.liftedAt) : undefined)
		.orderBy(desc(judgeHolds.since), desc(judgeHolds.id))
		.limit(limit);
}

export async function findHold(db: Database, id: string): Promise<ListedHold | undefined> {
	const [row] = await selectHolds(db).where(eq(judgeHolds.id, id));
	return row;
}

/** The unfinished runs that a hold keeps or kept and that nobody has paused, oldest of the highest priority first. */
export async function listKeptRuns(
	db: Database,
	{ endpoint, judgeVersionId }: HoldKey,
): Promise<readonly string[]> {
	const rows = await db
		.select({ id: runs.id })
		.from(runs)
		.where(
			and(
				eq(runs.endpoint, endpoint),
				judgeVersionId === null ? undefined : eq(runs.judgeVersionId, judgeVersionId),
				isNull(runs.finishedAt),
				isNull(runs.held),
			),
		)
		.orderBy(desc(runs.priority), runs.createdAt, runs.id);
	return rows.map(({ id }) => id);
}

/** The unfinished runs of a judge version on a benchmark version that wait for a hold to end, by id; locked. */
export async function lockKeptRuns(
	tx: Database,
	scope: { readonly benchmarkVersionId: number; readonly judgeVersionId: number },
): Promise<
	readonly { readonly id: string; readonly submissionId: string; readonly replicate: number }[]
> {
	return tx
		.select({ id: runs.id, submissionId: runs.submissionId, replicate: runs.replicate })
		.from(runs)
		.innerJoin(submissions, eq(submissions.id, runs.submissionId))
		.where(
			and(
				eq(submissions.benchmarkVersionId, scope.benchmarkVersionId),
				eq(runs.judgeVersionId, scope.judgeVersionId),
				isNull(runs.finishedAt),
				isNull(runs.held),
				isKept(sql`${runs.endpoint}`, sql`${runs.judgeVersionId}`),
			),
		)
		.orderBy(runs.id)
		.for('update', { of: runs });
}

/** Whether an endpoint has ever answered a judge version. */
export async function hasAnswered(
	db: Database,
	{ endpoint, judgeVersionId }: { readonly endpoint: string; readonly judgeVersionId: number },
): Promise<boolean> {
	const rows = await db
		.select({ at: judgeAnswers.firstAt })
		.from(judgeAnswers)
		.where(
			and(eq(judgeAnswers.endpoint, endpoint), eq(judgeAnswers.judgeVersionId, judgeVersionId)),
		);
	return rows.length > 0;
}

/** Notes that an endpoint has answered a judge version; nothing where that is known. */
export async function noteAnswer(
	db: Database,
	answer: { readonly endpoint: string; readonly judgeVersionId: number },
): Promise<void> {
	await db.insert(judgeAnswers).values(answer).onConflictDoNothing();
}
