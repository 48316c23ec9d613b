import { eq, sql } from 'drizzle-orm';
import type { Decider } from '@codejoust/arena/rules/battle';
import type { Database } from '../../connect.ts';
import { battles } from '../../schema/battles.ts';
import { runs } from '../../schema/runs.ts';
import { inBatches } from '../paging/in-batches.ts';

export type PlannedBattle = {
	readonly questionId: number;
	readonly position: number;
	/** What decides it; `games` where a judge is asked. */
	readonly by: Decider;
	/** Of the reference that the judge is shown; absent where it is shown none. */
	readonly referenceHash?: string | undefined;
	/** Empty where no judge is asked. */
	readonly games: readonly { readonly order: string; readonly identity: string }[];
};

/** Stores a run with all its battles and games; battles without games are settled. */
export async function insertRun(
	db: Database,
	run: typeof runs.$inferInsert,
	scope: { readonly benchmarkVersionId: number; readonly battles: readonly PlannedBattle[] },
): Promise<void> {
	await db.insert(runs).values(run);
	await insertBattles(db, run.id, scope);
}

/**
 * Adds to a run the battles that it lacks, so that one of a sample of questions becomes one of all; the run is open again.
 * Returns how many there were.
 */
export async function extendRun(
	db: Database,
	runId: string,
	scope: { readonly benchmarkVersionId: number; readonly battles: readonly PlannedBattle[] },
): Promise<number> {
	await db.select({ id: runs.id }).from(runs).where(eq(runs.id, runId)).for('update');
	const there = await db
		.select({ position: battles.position })
		.from(battles)
		.where(eq(battles.runId, runId));
	const known = new Set(there.map(({ position }) => position));
	const lacking = scope.battles.filter(({ position }) => !known.has(position));
	if (lacking.length === 0) return 0;
	await insertBattles(db, runId, { ...scope, battles: lacking });
	const games = lacking.reduce((total, battle) => total + battle.games.length, 0);
	const unasked = countUnasked(lacking);
	await db
		.update(runs)
		.set({
			battles: sql`${runs.battles} + ${lacking.length}`,
			games: sql`${runs.games} + ${games}`,
			emptyAnswers: sql`${runs.emptyAnswers} + ${unasked.emptyAnswers}`,
			equalTexts: sql`${runs.equalTexts} + ${unasked.equalTexts}`,
			finishedAt: games === 0 ? sql`${runs.finishedAt}` : null,
		})
		.where(eq(runs.id, runId));
	return lacking.length;
}

async function insertBattles(
	db: Database,
	runId: string,
	scope: { readonly benchmarkVersionId: number; readonly battles: readonly PlannedBattle[] },
): Promise<void> {
	await inBatches(scope.battles, async (batch) => {
		// One parameter, whatever the number of rows: a builder's work for every column would cost more than all the rest.
		const rows = JSON.stringify(batch.map(asPlannedRow));
		await db.execute(sql`
			with planned as materialized (
				select * from json_to_recordset(${rows}::text::json) as given(
					question_id bigint, position integer, reference_hash text, outcome text,
					decided_by text, games json)),
			stored as (
				insert into battles
					(run_id, question_id, position, reference_hash, outcome, decided_by, settled_at)
				select ${runId}, question_id, position, decode(reference_hash, 'hex'), outcome, decided_by,
					case when decided_by is not null then now() end
				from planned order by position
				returning id, position)
			insert into games (benchmark_version_id, battle_id, game_order, identity)
			select ${scope.benchmarkVersionId}::bigint, stored.id, game.game_order,
				decode(game.identity, 'hex')
			from stored join planned using (position)
			cross join lateral json_to_recordset(planned.games) as game(game_order text, identity text)
			order by stored.id`);
	});
}

function asPlannedRow({ questionId, position, by, referenceHash, games }: PlannedBattle) {
	return {
		question_id: questionId,
		position,
		reference_hash: referenceHash,
		games: games.map(({ order, identity }) => ({ game_order: order, identity })),
		...(by === 'games'
			? {}
			: { decided_by: by, outcome: by === 'equal-texts' ? ('tie' as const) : ('loss' as const) }),
	};
}

/** How many of the battles are decided without a question, by what decides them. */
export function countUnasked(planned: readonly PlannedBattle[]) {
	const count = (decider: Decider) => planned.filter(({ by }) => by === decider).length;
	return { emptyAnswers: count('empty-answer'), equalTexts: count('equal-texts') };
}
