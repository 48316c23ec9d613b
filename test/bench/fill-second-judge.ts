import { sql } from 'drizzle-orm';
import type { Database } from '@codejoust/db/connect';

/** Gives every finished run of a filled board a twin by a second judge version (`name@version`): the same outcomes, other identities. */
export async function fillSecondJudge(db: Database, judge: string): Promise<void> {
	const [slug, version] = judge.split('@');
	const judgeVersionId = sql`(select judge_versions.id from judge_versions
		join judges on judges.id = judge_id where slug = ${slug} and version = ${version}::int)`;
	await db.transaction(async (tx) => {
		await tx.execute(sql`
			insert into runs (id, submission_id, judge_version_id, replicate, battles, games,
				games_scored, started_at, finished_at)
			select id || '_twin', submission_id, ${judgeVersionId}, 0, battles, games,
				games_scored, started_at, finished_at
			from runs where id like 'run_sub_filled_%' and replicate = 0`);
		await tx.execute(sql`
			insert into battles (run_id, question_id, position, outcome, decided_by, margin, consistency,
				first_wins, decided_games, unscored_reasons, cost_micro_usd, settled_at)
			select run_id || '_twin', question_id, position, outcome, decided_by, margin, consistency,
				first_wins, decided_games, unscored_reasons, battles.cost_micro_usd, settled_at
			from battles join runs on runs.id = run_id || '_twin'`);
		await tx.execute(sql`
			insert into games (benchmark_version_id, battle_id, game_order, identity)
			select benchmark_version_id, battles.id, game_order, sha256((battles.id || game_order)::bytea)
			from battles join questions on questions.id = battles.question_id,
				unnest(array['baseline-first', 'swapped']) game_order
			where run_id like '%_twin'`);
		await tx.execute(sql`
			insert into judgments (identity, attempt, judge_version_id, verdict, asked_at, received_at)
			select identity, 1, ${judgeVersionId}, 'A=B', now(), now()
			from games join battles on battles.id = battle_id where run_id like '%_twin'`);
	});
}
