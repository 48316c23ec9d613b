import type { ReferenceEffect } from '@codejoust/arena/judge-quality/reference-effect';
import type { ShownReferences } from '@codejoust/arena/rules/reference';
import { and, desc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { CheckResults } from '@codejoust/arena/judge-quality/judge-check';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../../connect.ts';
import { judgeChecks, judgeCheckSets } from '../../schema/judge-checks.ts';
import { runs } from '../../schema/runs.ts';
import { isAfter, newestFirst, type Place } from '../paging/newest-first.ts';

const selectChecks = (db: Database) =>
	db
		.select({
			id: judgeChecks.id,
			runId: judgeChecks.runId,
			replicate: runs.replicate,
			createdBy: judgeChecks.createdBy,
			createdAt: judgeChecks.createdAt,
			shownReferences: runs.shownReferences,
			results: judgeChecks.results,
			referenceEffect: judgeChecks.referenceEffect,
			measuredAt: judgeChecks.measuredAt,
			set: judgeCheckSets,
		})
		.from(judgeChecks)
		.innerJoin(judgeCheckSets, eq(judgeCheckSets.id, judgeChecks.setId))
		.innerJoin(runs, eq(runs.id, judgeChecks.runId));

export type JudgeCheckRow = Awaited<ReturnType<typeof selectChecks>>[number];

export async function insertJudgeCheck(
	db: Database,
	check: Pick<typeof judgeChecks.$inferInsert, 'id' | 'setId' | 'runId' | 'createdBy'>,
): Promise<void> {
	await db.insert(judgeChecks).values(check);
}

export async function findJudgeCheck(db: Database, id: string): Promise<JudgeCheckRow | undefined> {
	const [row] = await selectChecks(db).where(eq(judgeChecks.id, id));
	return row;
}

/** Checks newest first, after the one that `before` names by its time and id. */
export async function listJudgeChecks(
	db: Database,
	scope: {
		readonly setId?: number | undefined;
		readonly judgeVersionId?: number | undefined;
		readonly replicate?: number | undefined;
		readonly shown?: ShownReferences | undefined;
		/** Only those with numbers. */
		readonly isMeasured?: boolean | undefined;
		readonly before?: Place | undefined;
		readonly limit: number;
	},
): Promise<JudgeCheckRow[]> {
	const { setId, judgeVersionId, replicate, shown } = scope;
	return selectChecks(db)
		.where(
			and(
				setId === undefined ? undefined : eq(judgeChecks.setId, setId),
				judgeVersionId === undefined ? undefined : eq(runs.judgeVersionId, judgeVersionId),
				replicate === undefined ? undefined : eq(runs.replicate, replicate),
				shown === undefined ? undefined : eq(runs.shownReferences, shown),
				scope.isMeasured ? isNotNull(judgeChecks.results) : undefined,
				scope.before && isAfter(judgeChecks, scope.before),
			),
		)
		.orderBy(...newestFirst(judgeChecks))
		.limit(scope.limit);
}

/** Says that the numbers of the check that a run is of are to be computed; false when the run is of none. */
export async function markCheckStale(db: Database, runId: string): Promise<boolean> {
	const rows = await db
		.update(judgeChecks)
		.set({ staleSince: sql`clock_timestamp()` })
		.where(eq(judgeChecks.runId, runId))
		.returning({ id: judgeChecks.id });
	return rows.length > 0;
}

/** Has the numbers computed anew that another version of the rules has left; called once at a start. */
export async function markOutdatedChecks(db: Database, codeVersion: string): Promise<void> {
	await db
		.update(judgeChecks)
		.set({ staleSince: sql`clock_timestamp()` })
		.where(
			and(
				isNull(judgeChecks.staleSince),
				isNotNull(judgeChecks.results),
				sql`${judgeChecks.codeVersion} is distinct from ${codeVersion}`,
			),
		);
}

/** Checks whose run has ended since their numbers were computed, longest waiting first. */
export async function listStaleChecks(db: Database) {
	return db
		.select({
			id: judgeChecks.id,
			staleSince: judgeChecks.staleSince,
		})
		.from(judgeChecks)
		.innerJoin(runs, eq(runs.id, judgeChecks.runId))
		.where(and(isNotNull(judgeChecks.staleSince), isNotNull(runs.finishedAt)))
		.orderBy(judgeChecks.staleSince, judgeChecks.id);
}

/** Shows the numbers of a check; it stays stale when its run has ended once more meanwhile. */
export async function storeCheckResults(
	db: Database,
	check: {
		readonly id: string;
		readonly results: CheckResults;
		readonly codeVersion: string;
		readonly staleSince: Date | null;
	},
): Promise<void> {
	const asked = check.staleSince?.toISOString() ?? null;
	await db
		.update(judgeChecks)
		.set({
			results: check.results,
			codeVersion: check.codeVersion,
			measuredAt: sql`now()`,
			staleSince: sql`case when date_trunc('milliseconds', ${judgeChecks.staleSince}) is not distinct from ${asked}::timestamptz then null else ${judgeChecks.staleSince} end`,
		})
		.where(eq(judgeChecks.id, check.id));
}

/** The checks of the same judge version over the same pairs, which differ in the references that it is shown: itself, and those that have numbers. */
export async function listSiblings(db: Database, checkId: string) {
	const own = alias(judgeChecks, 'own');
	const ownRun = alias(runs, 'own_run');
	return db
		.select({
			id: judgeChecks.id,
			shownReferences: runs.shownReferences,
			seed: judgeCheckSets.contentHash,
		})
		.from(own)
		.innerJoin(ownRun, eq(ownRun.id, own.runId))
		.innerJoin(judgeChecks, eq(judgeChecks.setId, own.setId))
		.innerJoin(judgeCheckSets, eq(judgeCheckSets.id, own.setId))
		.innerJoin(
			runs,
			and(
				eq(runs.id, judgeChecks.runId),
				eq(runs.judgeVersionId, ownRun.judgeVersionId),
				eq(runs.replicate, ownRun.replicate),
			),
		)
		.where(
			and(
				eq(own.id, checkId),
				or(eq(judgeChecks.id, checkId), isNotNull(judgeChecks.results)),
				isNotNull(runs.finishedAt),
			),
		)
		.orderBy(judgeChecks.id);
}

/** Shows what the references of the pairs change against what this check has shown its judge. */
export async function storeReferenceEffect(
	db: Database,
	checkId: string,
	referenceEffect: ReferenceEffect,
): Promise<void> {
	await db.update(judgeChecks).set({ referenceEffect }).where(eq(judgeChecks.id, checkId));
}

/** What a judge version's latest finished check says of it, for a gate. */
export type JudgeCheckAccuracy = {
	readonly checkId: string;
	/** The set as `slug@version`. */
	readonly set: string;
	readonly pairs: number;
	readonly unscored: number;
	/** Absent where no pair is scored. */
	readonly accuracy?: number;
	readonly low?: number;
	readonly high?: number;
	/** Cohen's, of decisions and labels; absent where only one value occurs. */
	readonly kappa?: number;
	readonly measuredAt: Date;
};

/**
 * The overall accuracy of a judge version by its latest finished check, of any set or of the one named (`slug` or `slug@version`); undefined where it
 * has none. The first asking alone counts, with the references of the pairs: replicates measure noise.
 */
export async function readJudgeCheckAccuracy(
	db: Database,
	judgeVersionId: number,
	set: string | null = null,
): Promise<JudgeCheckAccuracy | undefined> {
	const [slug, version] = set?.split('@') ?? [];
	const [row] = await db
		.select({
			id: judgeChecks.id,
			results: judgeChecks.results,
			measuredAt: judgeChecks.measuredAt,
			slug: judgeCheckSets.slug,
			version: judgeCheckSets.version,
		})
		.from(judgeChecks)
		.innerJoin(judgeCheckSets, eq(judgeCheckSets.id, judgeChecks.setId))
		.innerJoin(runs, eq(runs.id, judgeChecks.runId))
		.where(
			and(
				eq(runs.judgeVersionId, judgeVersionId),
				eq(runs.replicate, 0),
				eq(runs.shownReferences, 'on'),
				isNotNull(runs.finishedAt),
				isNotNull(judgeChecks.results),
				isNull(judgeChecks.staleSince),
				slug === undefined ? undefined : eq(judgeCheckSets.slug, slug),
				version === undefined ? undefined : eq(judgeCheckSets.version, version),
			),
		)
		.orderBy(desc(runs.finishedAt), desc(judgeChecks.id))
		.limit(1);
	if (!row?.results || !row.measuredAt) return undefined;
	const { pairs, unscored, accuracy, kappa } = row.results.overall;
	return {
		checkId: row.id,
		set: `${row.slug}@${row.version}`,
		pairs,
		unscored,
		...(accuracy && {
			accuracy: accuracy.value,
			low: accuracy.interval.low,
			high: accuracy.interval.high,
		}),
		...(kappa !== undefined && { kappa }),
		measuredAt: row.measuredAt,
	};
}
