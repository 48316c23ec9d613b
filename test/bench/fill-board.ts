import { sql, type SQL } from 'drizzle-orm';
import type { Database } from '@codejoust/db/connect';

const MODELS = 100;
const QUESTIONS = 50;
export const GAMES_PER_REPLICATE = 2 * MODELS * QUESTIONS;
const REPLICATES_PER_STEP = 10;

/** Stores the models of a board with their answers and one finished run each, in SQL: nobody is asked. */
export async function fillBoard(db: Database): Promise<void> {
	await trusting(db, [
		sql`insert into models (slug, name)
			select 'model-' || n, 'Model ' || n from generate_series(1, ${MODELS}::int) n`,
		sql`insert into variants (model_id, settings, settings_hash)
			select id, '{}', sha256('{}') from models where slug like 'model-%'`,
		sql`insert into submissions
			(id, benchmark_version_id, variant_id, responses, empty_responses, content_hash)
			select 'sub_' || models.slug, versions.id, variants.id, ${QUESTIONS}::int, 0, sha256('')
			from models join variants on variants.model_id = models.id, benchmark_versions versions
			where models.slug like 'model-%'`,
		sql`insert into responses (submission_id, question_id, text_hash, characters, is_empty)
			select submissions.id, questions.id, questions.content_hash,
				300 + (random() * 900)::int, false
			from submissions, questions where not submissions.is_baseline`,
		sql`insert into boards (benchmark_version_id, judge_version_id, is_live, stale_since)
			select versions.id, judges.id, true, null
			from benchmark_versions versions, judge_versions judges limit 1`,
		...runsOf(0, 0),
	]);
}

/** Adds replicates of every battle until there are so many in all. A replicate stands on no board. */
export async function addReplicates(db: Database, replicates: number): Promise<void> {
	const indexes = ['games_of_battle', 'games_of_identity', 'battles_of_question'];
	for (const index of indexes) await db.execute(sql.raw(`drop index ${index}`));
	for (let from = 1; from < replicates; from += REPLICATES_PER_STEP)
		await trusting(db, runsOf(from, Math.min(from + REPLICATES_PER_STEP, replicates) - 1));
	await db.execute(sql`create index games_of_battle on games (battle_id)`);
	await db.execute(sql`create index games_of_identity on games (identity)`);
	await db.execute(sql`create index battles_of_question on battles (question_id)`);
}

/** What autovacuum would have done in time. */
export async function finishFilling(db: Database): Promise<void> {
	await db.execute(sql`vacuum analyze`);
	await db.execute(sql`checkpoint`);
}

/** Rows that are consistent by construction need no foreign key looked up. */
async function trusting(db: Database, statements: readonly SQL[]): Promise<void> {
	await db.transaction(async (tx) => {
		await tx.execute(sql`set local session_replication_role = replica`);
		for (const statement of statements) await tx.execute(statement);
	});
}

function runsOf(first: number, last: number): SQL[] {
	return [
		sql`insert into runs (id, submission_id, judge_version_id, replicate, battles, games,
				games_scored, started_at, finished_at)
			select 'run_' || submissions.id || '_' || n, submissions.id, board.judge_version_id, n,
				${QUESTIONS}::int, ${2 * QUESTIONS}::int, ${2 * QUESTIONS}::int, now(), now()
			from submissions, boards board, generate_series(${first}::int, ${last}::int) n
			where not submissions.is_baseline`,
		// A battle's draw: one of five margins, as likely as each other.
		sql`insert into battles (run_id, question_id, position, outcome, decided_by, margin,
				consistency, first_wins, decided_games, settled_at)
			select runs.id, questions.id, questions.position,
				case when draw = 0 then 'tie' when draw > 0 then 'win' else 'loss' end, 'games',
				draw, 'consistent', case when draw = 0 then 0 else 1 end,
				case when draw = 0 then 0 else 2 end, now()
			from runs, questions, lateral (
				select 2 * floor(random() * 5 + 0 * runs.replicate + 0 * questions.id)::int - 4 as draw
			) drawn
			where runs.replicate between ${first} and ${last}`,
		sql`insert into games (benchmark_version_id, battle_id, game_order, identity)
			select questions.benchmark_version_id, battles.id, game_order,
				sha256((battles.id || game_order)::bytea)
			from battles join runs on runs.id = battles.run_id
			join questions on questions.id = battles.question_id,
				unnest(array['baseline-first', 'swapped']) game_order
			where runs.replicate between ${first} and ${last}`,
		sql`insert into judgments (identity, attempt, judge_version_id, verdict, asked_at, received_at)
			select games.identity, 1, runs.judge_version_id,
				case when margin = 0 then 'A=B'
					when (margin > 0) = (game_order = 'swapped') then
						case when abs(margin) = 4 then 'A>>B' else 'A>B' end
					else case when abs(margin) = 4 then 'B>>A' else 'B>A' end end, now(), now()
			from games join battles on battles.id = games.battle_id
			join runs on runs.id = battles.run_id
			where runs.replicate between ${first} and ${last}`,
	];
}
