import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { models, variants } from '../../schema/models.ts';
import { rejudgingRuns, rejudgings } from '../../schema/rejudgings.ts';
import { type PauseCause, runs } from '../../schema/runs.ts';
import { submissions } from '../../schema/submissions.ts';
import { inBatches } from '../paging/in-batches.ts';
import { GOES_ON } from '../runs/run-control.ts';
import { juryPairs, usedBy } from '../runs/jury-runs.ts';
import { isTakingIn } from './rejudgings.ts';

export type RejudgingRunKey = {
	readonly rejudgingId: string;
	readonly submissionId: string;
	readonly replicate: number;
};

/** Writes down which runs a re-judging needs; those that it knows stay as they are. */
export async function insertRejudgingRuns(
	tx: Database,
	keys: readonly RejudgingRunKey[],
): Promise<void> {
	await inBatches(keys, (batch) => tx.insert(rejudgingRuns).values(batch).onConflictDoNothing());
}

/** Re-judgings with runs that are needed and not planned. */
export async function listUnplanned(db: Database): Promise<readonly string[]> {
	const rows = await db
		.selectDistinct({ id: rejudgings.id })
		.from(rejudgings)
		.innerJoin(rejudgingRuns, eq(rejudgingRuns.rejudgingId, rejudgings.id))
		.where(and(isTakingIn, isNull(rejudgingRuns.runId)));
	return rows.map(({ id }) => id).toSorted();
}

/**
 * A run that a re-judging needs and that is not planned, held until the transaction ends: one that nobody else is
 * planning, and where others are planning all that are left, one of theirs that they gave up.
 */
export async function takeUnplanned(
	tx: Database,
	rejudgingId: string,
): Promise<(RejudgingRunKey & { readonly benchmarkVersionId: number }) | undefined> {
	return (
		(await selectUnplanned(tx, rejudgingId, { skipLocked: true })) ??
		(await selectUnplanned(tx, rejudgingId, {}))
	);
}

async function selectUnplanned(
	tx: Database,
	rejudgingId: string,
	lock: { readonly skipLocked?: true },
): Promise<(RejudgingRunKey & { readonly benchmarkVersionId: number }) | undefined> {
	const [row] = await tx
		.select({
			rejudgingId: rejudgingRuns.rejudgingId,
			submissionId: rejudgingRuns.submissionId,
			replicate: rejudgingRuns.replicate,
			benchmarkVersionId: rejudgings.benchmarkVersionId,
		})
		.from(rejudgingRuns)
		.innerJoin(rejudgings, eq(rejudgings.id, rejudgingRuns.rejudgingId))
		.where(and(isTakingIn, eq(rejudgingRuns.rejudgingId, rejudgingId), isNull(rejudgingRuns.runId)))
		.orderBy(asc(rejudgingRuns.replicate), asc(rejudgingRuns.submissionId))
		.limit(1)
		.for('update', { of: rejudgingRuns, ...lock });
	return row;
}

const isKey = (key: RejudgingRunKey) =>
	and(
		eq(rejudgingRuns.rejudgingId, key.rejudgingId),
		eq(rejudgingRuns.submissionId, key.submissionId),
		eq(rejudgingRuns.replicate, key.replicate),
	);

export async function settleRejudgingRun(
	tx: Database,
	key: RejudgingRunKey,
	run: { readonly runId: string; readonly isOwn: boolean; readonly costBeforeMicroUsd: number },
): Promise<void> {
	await tx.update(rejudgingRuns).set(run).where(isKey(key));
}

/** Takes back a run that is not needed any more, since its submission was withdrawn or rejected. */
export async function dropRejudgingRun(tx: Database, key: RejudgingRunKey): Promise<void> {
	await tx.delete(rejudgingRuns).where(isKey(key));
}

/** The runs of the members of juries. */
const membersOf = (rejudgingId: string) => sql`
	select member_run from ${juryPairs(sql`jury.id in (
		select part.run_id from rejudging_runs part where part.rejudging_id = ${rejudgingId})`)} as pairs`;

/** With those of the members of a jury. */
const openRunsOf = (rejudgingId: string) => sql`(
	select run.id from runs run
	where run.finished_at is null and run.id in (
		select part.run_id from rejudging_runs part where part.rejudging_id = ${rejudgingId}
		union ${membersOf(rejudgingId)})
	order by run.id for update of run)`;

/** Pauses or cancels what is open of a re-judging; a run that somebody else asked for is not cancelled. Returns their ids. */
export async function holdRejudgingRuns(
	tx: Database,
	{
		rejudgingId,
		held,
		cause,
		reason,
	}: {
		readonly rejudgingId: string;
		readonly held: 'paused' | 'cancelled';
		readonly cause: PauseCause;
		readonly reason: string;
	},
): Promise<readonly string[]> {
	const isOwn = sql`exists (select 1 from rejudging_runs part where part.run_id = ${runs.id}
		and part.rejudging_id = ${rejudgingId} and part.is_own) or (
		${runs.id} in (${membersOf(rejudgingId)}) and ${runs.createdAt} >= (
			select started_at from rejudgings where id = ${rejudgingId}))`;
	const rows = await tx
		.update(runs)
		.set({
			held,
			heldReason: reason,
			pauseCause: held === 'paused' ? cause : null,
			heldAt: sql`now()`,
		})
		.where(
			and(
				sql`${runs.id} in ${openRunsOf(rejudgingId)}`,
				held === 'paused'
					? isNull(runs.held)
					: and(sql`(${isOwn})`, sql`${runs.held} is distinct from 'cancelled'`),
			),
		)
		.returning({ id: runs.id });
	return rows.map(({ id }) => id);
}

/** Lets the paused runs of a re-judging go on, or those that are paused for this cause. Returns their ids. */
export async function resumeRejudgingRuns(
	tx: Database,
	rejudgingId: string,
	cause?: PauseCause,
): Promise<readonly string[]> {
	const rows = await tx
		.update(runs)
		.set(GOES_ON)
		.where(
			and(
				sql`${runs.id} in ${openRunsOf(rejudgingId)}`,
				eq(runs.held, 'paused'),
				cause === undefined ? undefined : eq(runs.pauseCause, cause),
			),
		)
		.returning({ id: runs.id });
	return rows.map(({ id }) => id);
}

/** The budgets of the re-judgings that a run belongs to, with what all their runs have cost since. */
export async function findRejudgingBudgets(
	db: Database,
	runId: string,
): Promise<
	readonly { readonly id: string; readonly limitMicroUsd: number; readonly spentMicroUsd: number }[]
> {
	const rows = await db.execute<{ id: string; limit: string; spent: string }>(sql`
		select rejudgings.id, rejudgings.budget_micro_usd as "limit", (
			select coalesce(sum(${usedBy(sql`part.run_id`, 'cost_micro_usd')} - part.cost_before_micro_usd), 0)
			from rejudging_runs part
			where part.rejudging_id = rejudgings.id and part.run_id is not null) as spent
		from rejudging_runs own join rejudgings on rejudgings.id = own.rejudging_id
		where (own.run_id = ${runId} or own.run_id in (
			select jury_run from ${juryPairs(sql`member.id = ${runId}`)} as pairs)) and rejudgings.budget_micro_usd is not null and ${isTakingIn}
		order by rejudgings.id`);
	return [...rows].map(({ id, limit, spent }) => ({
		id,
		limitMicroUsd: Number(limit),
		spentMicroUsd: Number(spent),
	}));
}

/**
 * The submissions that a board under another judge needs: everything that was submitted and stands, of a variant the one
 * published last; private ones as well, since they may be published later.
 */
export async function listSubmissionsToJudge(db: Database, benchmarkVersionId: number) {
	return db
		.selectDistinctOn([submissions.variantId, submissions.state], {
			id: submissions.id,
			state: submissions.state,
			modelSlug: models.slug,
			submittedAt: submissions.submittedAt,
		})
		.from(submissions)
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId))
		.where(
			and(
				eq(submissions.benchmarkVersionId, benchmarkVersionId),
				inArray(submissions.state, ['published', 'held', 'private']),
				eq(submissions.isBaseline, false),
				eq(submissions.isWithoutTexts, false),
			),
		)
		.orderBy(
			submissions.variantId,
			submissions.state,
			sql`${submissions.publishedAt} desc nulls last`,
			sql`${submissions.submittedAt} desc`,
			sql`${submissions.id} desc`,
		);
}

/** Which of these submissions a re-judging does not know yet. */
export async function listUnknown(
	db: Database,
	rejudgingId: string,
	submissionIds: readonly string[],
): Promise<readonly string[]> {
	const rows = await db
		.selectDistinct({ id: rejudgingRuns.submissionId })
		.from(rejudgingRuns)
		.where(eq(rejudgingRuns.rejudgingId, rejudgingId));
	const known = new Set(rows.map(({ id }) => id));
	return submissionIds.filter((id) => !known.has(id));
}

/** The re-judging's limit has changed: what was read of it before holds none of its runs. */
export async function noteNewRejudgingLimit(tx: Database, rejudgingId: string): Promise<void> {
	await tx
		.update(runs)
		.set({ resumedAt: sql`now()` })
		.where(sql`${runs.id} in ${openRunsOf(rejudgingId)}`);
}
