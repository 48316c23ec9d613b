import { and, asc, eq, gt, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../../connect.ts';
import { benchmarks, benchmarkVersions } from '../../schema/benchmarks.ts';
import { judges, judgeVersions } from '../../schema/judges.ts';
import { rejudgings } from '../../schema/rejudgings.ts';
import { criterionName, recordedOrders } from '../../criterion-name.ts';
import { fencesSetting } from '../../fences-setting.ts';
import { holdOfRun, type HoldOfRun } from '../endpoints/holds.ts';
import { usedBy } from '../runs/jury-runs.ts';
import { isAfter, newestFirst, type Place } from '../paging/newest-first.ts';

export type { RejudgingScope } from '../../schema/rejudgings.ts';
export type NewRejudging = typeof rejudgings.$inferInsert;
export type RejudgingChange = Partial<
	Omit<NewRejudging, 'id' | 'benchmarkVersionId' | 'fromJudgeVersionId' | 'toJudgeVersionId'>
>;

/** What its runs have come to, counted from the runs themselves. */
export type RejudgingProgress = {
	/** Runs that it needs. */
	readonly runs: number;
	/** Of these, not planned yet. */
	readonly unplanned: number;
	/** Neither finished nor cancelled; the unplanned ones among them. */
	readonly open: number;
	readonly paused: number;
	readonly cancelled: number;
	readonly games: number;
	readonly scored: number;
	readonly unscored: number;
	readonly promptTokens: number;
	readonly completionTokens: number;
	/** Since the runs belong to it; null while nothing has a price. */
	readonly costMicroUsd: number | null;
	/** Why one of the paused runs is. */
	readonly heldReason: string | null;
	/** Open and not paused, but their judge or their endpoint is held; with the hold of one. */
	readonly kept: number;
	readonly keptBy: (HoldOfRun & { readonly endpoint: string }) | null;
};

const progress = sql<RejudgingProgress>`(
	select json_build_object(
		'runs', count(*), 'unplanned', count(*) filter (where part.run_id is null),
		'open', count(*) filter (where run.finished_at is null and run.held is distinct from 'cancelled'),
		'paused', count(*) filter (where run.finished_at is null and run.held = 'paused'),
		'cancelled', count(*) filter (where run.finished_at is null and run.held = 'cancelled'),
		'games', coalesce(sum(run.games), 0),
		'scored', coalesce(sum(run.games_scored), 0),
		'unscored', coalesce(sum(run.games_unscored), 0),
		'promptTokens', coalesce(sum(${usedBy(sql`run.id`, 'prompt_tokens')}), 0),
		'completionTokens', coalesce(sum(${usedBy(sql`run.id`, 'completion_tokens')}), 0),
		'costMicroUsd', sum(${usedBy(sql`run.id`, 'cost_micro_usd')} - part.cost_before_micro_usd),
		'heldReason', min(run.held_reason) filter (where run.finished_at is null and run.held = 'paused'),
		'kept', count(*) filter (where kept.hold is not null),
		'keptBy', (array_agg(kept.hold) filter (where kept.hold is not null))[1])
	from rejudging_runs part left join runs run on run.id = part.run_id
	left join lateral (
		select hold.facts::jsonb || jsonb_build_object('endpoint', run.endpoint) as hold
		from (select ${holdOfRun(sql`run.endpoint`, sql`run.judge_version_id`)} as facts) as hold
		where run.finished_at is null and run.held is null) as kept on true
	where part.rejudging_id = ${rejudgings.id})`;

const fromVersions = alias(judgeVersions, 'from_version');
const fromJudges = alias(judges, 'from_judge');
const toVersions = alias(judgeVersions, 'to_version');
const toJudges = alias(judges, 'to_judge');

const selectRejudgings = (db: Database) =>
	db
		.select({
			rejudging: rejudgings,
			benchmarkSlug: benchmarks.slug,
			benchmarkVersion: benchmarkVersions.version,
			from: {
				slug: fromJudges.slug,
				version: fromVersions.version,
				hash: fromVersions.hash,
				kind: fromVersions.kind,
				model: fromVersions.model,
				isRehearsal: fromVersions.isRehearsal,
				criterion: criterionName(fromVersions.definition),
				recordedOrders: recordedOrders(fromVersions.definition),
				fences: fencesSetting(fromVersions.definition),
			},
			to: {
				slug: toJudges.slug,
				version: toVersions.version,
				hash: toVersions.hash,
				kind: toVersions.kind,
				model: toVersions.model,
				isRehearsal: toVersions.isRehearsal,
				criterion: criterionName(toVersions.definition),
				recordedOrders: recordedOrders(toVersions.definition),
				fences: fencesSetting(toVersions.definition),
			},
			progress,
		})
		.from(rejudgings)
		.innerJoin(benchmarkVersions, eq(benchmarkVersions.id, rejudgings.benchmarkVersionId))
		.innerJoin(benchmarks, eq(benchmarks.id, benchmarkVersions.benchmarkId))
		.innerJoin(fromVersions, eq(fromVersions.id, rejudgings.fromJudgeVersionId))
		.innerJoin(fromJudges, eq(fromJudges.id, fromVersions.judgeId))
		.innerJoin(toVersions, eq(toVersions.id, rejudgings.toJudgeVersionId))
		.innerJoin(toJudges, eq(toJudges.id, toVersions.judgeId));

export type RejudgingRow = Awaited<ReturnType<typeof selectRejudgings>>[number];

export async function findRejudging(db: Database, id: string): Promise<RejudgingRow | undefined> {
	const [row] = await selectRejudgings(db).where(eq(rejudgings.id, id));
	return row;
}

/** Re-judgings newest first, after the one that `before` names. */
export async function listRejudgings(
	db: Database,
	scope: {
		readonly benchmarkVersionId?: number | undefined;
		readonly before?: Place | undefined;
		readonly limit: number;
	},
): Promise<RejudgingRow[]> {
	return selectRejudgings(db)
		.where(
			and(
				scope.benchmarkVersionId === undefined
					? undefined
					: eq(rejudgings.benchmarkVersionId, scope.benchmarkVersionId),
				scope.before && isAfter(rejudgings, scope.before),
			),
		)
		.orderBy(...newestFirst(rejudgings))
		.limit(scope.limit);
}

/** Writes a plan down; false when its rule has planned the same before. */
export async function insertRejudging(db: Database, row: NewRejudging): Promise<boolean> {
	const added = await db
		.insert(rejudgings)
		.values(row)
		.onConflictDoNothing()
		.returning({ id: rejudgings.id });
	return added.length > 0;
}

/** Holds a re-judging against other changes until the transaction ends; false when there is none. */
export async function lockRejudging(tx: Database, id: string): Promise<boolean> {
	const rows = await tx
		.select({ id: rejudgings.id })
		.from(rejudgings)
		.where(eq(rejudgings.id, id))
		.for('update');
	return rows.length > 0;
}

/** Whether a re-judging is paused or cancelled; that cannot change until the transaction ends. */
export async function readPause(tx: Database, id: string) {
	const [row] = await tx
		.select({
			pausedAt: rejudgings.pausedAt,
			pausedReason: rejudgings.pausedReason,
			isPausedByItself: rejudgings.isPausedByItself,
			cancelledAt: rejudgings.cancelledAt,
		})
		.from(rejudgings)
		.where(eq(rejudgings.id, id))
		.for('share');
	if (!row) throw new Error(`re-judging ${id} vanished`);
	return row;
}

export async function updateRejudging(
	tx: Database,
	id: string,
	change: RejudgingChange,
): Promise<void> {
	await tx.update(rejudgings).set(change).where(eq(rejudgings.id, id));
}

/** Begun, and neither promoted, discarded nor cancelled. */
export const isUnderway = and(
	isNotNull(rejudgings.startedAt),
	isNull(rejudgings.promotedAt),
	isNull(rejudgings.discardedAt),
	isNull(rejudgings.cancelledAt),
);

/**
 * Under way, or promoted just now: what was being submitted while it was promoted has been judged by the judge before, and
 * belongs to the new board all the same.
 */
export const isTakingIn = and(
	isNotNull(rejudgings.startedAt),
	isNull(rejudgings.discardedAt),
	isNull(rejudgings.cancelledAt),
	or(isNull(rejudgings.promotedAt), gt(rejudgings.promotedAt, sql`now() - interval '1 hour'`)),
);

/** Every re-judging that takes submissions in, oldest first. */
export async function listTakingIn(db: Database) {
	return db
		.select()
		.from(rejudgings)
		.where(isTakingIn)
		.orderBy(asc(rejudgings.createdAt), asc(rejudgings.id));
}
export type UnderwayRejudging = Awaited<ReturnType<typeof listTakingIn>>[number];

/** Another re-judging under way of the same board by the same judge. */
export async function findRival(
	db: Database,
	{ id, benchmarkVersionId, toJudgeVersionId }: UnderwayRejudging,
): Promise<string | undefined> {
	const [row] = await db
		.select({ id: rejudgings.id })
		.from(rejudgings)
		.where(
			and(
				isUnderway,
				ne(rejudgings.id, id),
				eq(rejudgings.benchmarkVersionId, benchmarkVersionId),
				eq(rejudgings.toJudgeVersionId, toJudgeVersionId),
			),
		)
		.limit(1);
	return row?.id;
}
