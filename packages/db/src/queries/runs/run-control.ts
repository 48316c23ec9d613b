import { and, eq, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { ago } from '../../ago.ts';
import { type PauseCause, runs } from '../../schema/runs.ts';
import { listRelatedRuns } from './jury-runs.ts';

/** What a run is set to that is held no more. */
export const GOES_ON = {
	held: null,
	heldReason: null,
	pauseCause: null,
	heldAt: null,
	resumedAt: sql`now()`,
};

/** Pauses or cancels an unfinished run. False when it is finished, was held so before, or is cancelled. */
export async function holdRun(
	db: Database,
	hold: {
		readonly runId: string;
		readonly held: 'paused' | 'cancelled';
		readonly cause: PauseCause;
		readonly reason: string;
		/** When the call set out that brings the reason; older than the last resume, it holds nothing. */
		readonly askedAt?: Date;
	},
): Promise<boolean> {
	const rows = await db
		.update(runs)
		.set({
			held: hold.held,
			heldReason: hold.reason,
			pauseCause: hold.held === 'paused' ? hold.cause : null,
			heldAt: sql`now()`,
		})
		.where(
			and(
				eq(runs.id, hold.runId),
				isNull(runs.finishedAt),
				hold.held === 'paused' ? isNull(runs.held) : sql`${runs.held} is distinct from 'cancelled'`,
				hold.askedAt
					? or(isNull(runs.resumedAt), lt(runs.resumedAt, ago(hold.askedAt)))
					: undefined,
			),
		)
		.returning({ id: runs.id });
	return rows.length > 0;
}

/** Lets a paused run go on. False when it is not paused. */
export async function resumeRun(db: Database, runId: string): Promise<boolean> {
	const rows = await db
		.update(runs)
		.set(GOES_ON)
		.where(and(eq(runs.id, runId), eq(runs.held, 'paused'), isNull(runs.finishedAt)))
		.returning({ id: runs.id });
	return rows.length > 0;
}

/** Takes back that a run was cancelled, for somebody who needs it after all. */
export async function reviveRun(db: Database, runId: string): Promise<void> {
	await db
		.update(runs)
		.set(GOES_ON)
		.where(and(eq(runs.id, runId), eq(runs.held, 'cancelled')));
}

/**
 * Opens a run's unscored battles again, so that their games are asked anew: of a jury those of its members too, and what
 * juries have made of a battle that is asked anew. Returns how many there were.
 */
export async function reopenUnscored(db: Database, runId: string): Promise<number> {
	return db.transaction(async (tx) => {
		const isUnscored = sql`outcome = 'unscored'`;
		const opened = await reopenBattles(tx, runId, isUnscored, GOES_ON_ANEW);
		if (opened.length === 0) return 0;
		const { members, juries } = await listRelatedRuns(tx, runId);
		for (const member of members) {
			const own = await reopenBattles(
				tx,
				member,
				sql`${isUnscored} and ${isAt(opened)}`,
				GOES_ON_ANEW,
			);
			const others = (await listRelatedRuns(tx, member)).juries.filter((id) => id !== runId);
			for (const jury of others) await reopenBattles(tx, jury, isAskedAt(own), sql``);
		}
		for (const jury of juries) await reopenBattles(tx, jury, isAskedAt(opened), sql``);
		return opened.length;
	});
}

const GOES_ON_ANEW = sql`held = null, held_reason = null, pause_cause = null, held_at = null, retried_at = now(),`;

const isAt = (positions: readonly number[]) =>
	sql`position in (select value::int from jsonb_array_elements_text(${JSON.stringify(positions)}::text::jsonb))`;

/** Battles of a jury; what was decided without a question stays. */
const isAskedAt = (positions: readonly number[]) =>
	sql`settled_at is not null and (outcome = 'unscored' or decided_by = 'votes') and ${isAt(positions)}`;

/** Returns the positions of the battles that are open again. */
async function reopenBattles(
	tx: Database,
	runId: string,
	condition: SQL,
	change: SQL,
): Promise<readonly number[]> {
	// Locked first, so that its counters and its battles change together.
	await tx.select({ id: runs.id }).from(runs).where(eq(runs.id, runId)).for('update');
	const reopened = await tx.execute<{ position: number }>(sql`
		update battles set outcome = null, decided_by = null, unscored_reasons = '{}', margin = null,
			consistency = null, first_wins = null, decided_games = null, numbers = null,
			cost_micro_usd = null, settled_at = null
		where run_id = ${runId} and ${condition}
		returning position`);
	const positions = [...reopened].map(({ position }) => position);
	if (positions.length === 0) return positions;
	await tx.execute(sql`
		update runs set finished_at = null, ${change}
			games_scored = settled.scored, games_unscored = settled.games - settled.scored
		from (
			select count(*)::int as games, count(*) filter (where exists (
				select from (
					select verdict from judgments where judgments.identity = games.identity
					order by attempt desc limit 1) newest
				where newest.verdict is not null))::int as scored
			from battles join games on games.battle_id = battles.id
			where battles.run_id = ${runId} and battles.settled_at is not null) as settled
		where id = ${runId}`);
	return positions;
}

/**
 * Lets the runs go on that are paused for one of these causes, but for those of a re-judging that an operator has paused.
 * Returns their ids.
 */
export async function resumePausedFor(
	tx: Database,
	causes: readonly PauseCause[],
): Promise<readonly string[]> {
	const isOfPaused = sql`exists (
		select from rejudging_runs part join rejudgings on rejudgings.id = part.rejudging_id
		where part.run_id = ${runs.id} and part.is_own
			and rejudgings.paused_at is not null and not rejudgings.is_paused_by_itself)`;
	const rows = await tx
		.update(runs)
		.set(GOES_ON)
		.where(
			and(
				eq(runs.held, 'paused'),
				inArray(runs.pauseCause, [...causes]),
				isNull(runs.finishedAt),
				sql`not ${isOfPaused}`,
			),
		)
		.returning({ id: runs.id });
	return rows.map(({ id }) => id);
}

/** A limit has changed: what was read of it before holds none of these runs, all that are not finished unless told. */
export async function noteNewLimit(db: Database, runId?: string): Promise<void> {
	await db
		.update(runs)
		.set({ resumedAt: sql`now()` })
		.where(and(isNull(runs.finishedAt), runId === undefined ? undefined : eq(runs.id, runId)));
}
