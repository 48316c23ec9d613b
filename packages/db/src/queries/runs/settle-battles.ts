import { and, eq, isNull, sql } from 'drizzle-orm';
import type { BattleResult } from '@codejoust/arena/rules/battle';
import type { Database } from '../../connect.ts';
import { boards } from '../../schema/boards.ts';
import { runs } from '../../schema/runs.ts';
import { submissions } from '../../schema/submissions.ts';
import { isPartOfCascade } from './cascade-runs.ts';
import { hasMembers } from './jury-runs.ts';
import { markCheckStale } from '../judge-checks/judge-checks.ts';

export type SettledBattle = {
	readonly id: number;
	readonly runId: string;
	readonly result: BattleResult;
	readonly gamesScored: number;
	readonly gamesUnscored: number;
	readonly costMicroUsd: number | null;
};

/**
 * Writes the outcomes of battles, in one transaction. Runs' counters move by exactly the battles that were open, so the
 * same ones may be handed in twice. A run with no open game ends, which makes its board stale. Returns the runs that ended.
 */
export async function settleBattles(
	db: Database,
	settled: readonly SettledBattle[],
): Promise<readonly string[]> {
	return db.transaction(async (tx) => {
		const written = Map.groupBy(await writeOutcomes(tx, settled), ({ runId }) => runId);
		const finished: string[] = [];
		// Sorted, so that two workers never wait for each other in a circle.
		for (const runId of [...written.keys()].sort()) {
			if (!(await moveCounters(tx, runId, written.get(runId) ?? []))) continue;
			await finishRun(tx, runId);
			finished.push(runId);
		}
		return finished;
	});
}

/** Writes the outcomes of battles that are open and returns those; a settled battle is left alone. */
async function writeOutcomes(
	db: Database,
	settled: readonly SettledBattle[],
): Promise<SettledBattle[]> {
	// A chunk that changed hands while it was played hands a battle in twice.
	const byId = new Map(settled.map((battle) => [battle.id, battle]));
	const rows = JSON.stringify([...byId.values()].map(asOutcomeRow));
	const updated = await db.execute<{ id: string }>(sql`
		update battles set
			outcome = fresh.outcome, decided_by = fresh.decided_by, margin = fresh.margin,
			consistency = fresh.consistency, first_wins = fresh.first_wins,
			decided_games = fresh.decided_games, numbers = fresh.numbers, cost_micro_usd = fresh.cost, settled_at = now(),
			unscored_reasons = array(select jsonb_array_elements_text(fresh.reasons))
		from jsonb_to_recordset(${rows}::text::jsonb) as fresh(
			id bigint, outcome text, decided_by text, margin smallint, consistency text,
			first_wins smallint, decided_games smallint, numbers jsonb, reasons jsonb, cost bigint)
		where battles.id = fresh.id and battles.settled_at is null
		returning battles.id`);
	return [...updated].flatMap(({ id }) => byId.get(Number(id)) ?? []);
}

function asOutcomeRow({ id, result, costMicroUsd }: SettledBattle) {
	const isScored = result.kind === 'scored';
	return {
		id,
		cost: costMicroUsd,
		outcome: isScored ? result.outcome : 'unscored',
		decided_by: isScored ? result.by : null,
		reasons: isScored ? [] : result.reasons,
		...(isScored && 'margin' in result ? { margin: result.margin, numbers: result.numbers } : {}),
		...(isScored && result.by === 'games'
			? {
					consistency: result.consistency,
					first_wins: result.firstWins,
					decided_games: result.decidedGames,
				}
			: {}),
	};
}

/** Returns whether the run has no open game left. */
async function moveCounters(
	db: Database,
	runId: string,
	written: readonly SettledBattle[],
): Promise<boolean> {
	const scored = written.reduce((total, { gamesScored }) => total + gamesScored, 0);
	const unscored = written.reduce((total, { gamesUnscored }) => total + gamesUnscored, 0);
	// Written out: a builder's work for every commit would be seen in the CPU of a game.
	const [run] = await db.execute<{ is_over: boolean }>(sql`
		update runs set
			games_scored = games_scored + ${scored},
			games_unscored = games_unscored + ${unscored},
			last_alive_at = now(),
			started_at = coalesce(started_at, now())
		where id = ${runId}
		returning games_scored + games_unscored >= games as is_over`);
	return run?.is_over === true;
}

/** Ends a run that has no open game, with all models that were reported in it, and makes its board, or the numbers of its judge check, stale. */
export async function finishRun(db: Database, runId: string): Promise<void> {
	await db
		.update(runs)
		.set({
			finishedAt: sql`now()`,
			reportedModels: sql`case when ${isOfMembers(runId)} then '{}' else ${reportedOf(runId)} end`,
		})
		.where(and(eq(runs.id, runId), isNull(runs.finishedAt)));
	if (await markCheckStale(db, runId)) return;
	// The battles that another judge was not sure of say nothing of a model.
	const [part] = await db
		.select({ id: runs.id })
		.from(runs)
		.where(and(eq(runs.id, runId), isPartOfCascade(sql`${runs.id}`)));
	if (part) return;
	const [board] = await db
		.select({
			benchmarkVersionId: submissions.benchmarkVersionId,
			judgeVersionId: runs.judgeVersionId,
		})
		.from(runs)
		.innerJoin(submissions, eq(submissions.id, runs.submissionId))
		.where(eq(runs.id, runId));
	if (!board) throw new Error(`run ${runId} vanished while it was finished`);
	const staleSince = sql`clock_timestamp()`;
	await db
		.insert(boards)
		.values({ ...board, staleSince })
		.onConflictDoUpdate({
			target: [boards.benchmarkVersionId, boards.judgeVersionId],
			set: { staleSince },
		});
}

/** What its members' models have answered says nothing of a change. */
const isOfMembers = (runId: string) => sql`exists (
	select from runs own join judge_versions on judge_versions.id = own.judge_version_id
	where own.id = ${runId} and ${hasMembers(sql`judge_versions`)})`;

/** With what was said in judgments that other runs had asked for before, and that this one shares. */
function reportedOf(runId: string) {
	return sql`array(
		select model from (
			select unnest(known.reported_models) as model from runs known where known.id = ${runId}
			union
			select left(judgments.model_reported, 200) from battles
			join games on games.battle_id = battles.id
			join judgments on judgments.identity = games.identity
			where battles.run_id = ${runId} and judgments.model_reported <> '') reported
		order by model limit 20)`;
}
