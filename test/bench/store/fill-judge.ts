import { sql } from 'drizzle-orm';
import type { Database } from '@codejoust/db/connect';

/**
 * Judges all runs of the first judge of a filled board again by another judge version, in SQL: the same outcomes, other identities, and a reply of
 * 150 characters to each game, each its own text. The board of the version under this judge is not live.
 */
export async function fillJudge(
	db: Database,
	{ benchmark, judge }: { readonly benchmark: string; readonly judge: string },
): Promise<void> {
	const [slug, version] = judge.split('@');
	const judgeId = sql`(select judge_versions.id from judge_versions
		join judges on judges.id = judge_id where slug = ${slug} and version = ${version}::int)`;
	const suffix = sql`${`_${slug}`}::text`;
	await db.transaction(async (tx) => {
		await tx.execute(sql`set local session_replication_role = replica`);
		await tx.execute(sql`
			insert into runs (id, submission_id, judge_version_id, replicate, battles, games,
				games_scored, started_at, finished_at)
			select id || ${suffix}, submission_id, ${judgeId}, 0, battles, games,
				games_scored, started_at, finished_at
			from runs where id like 'run_sub_filled_%\\_0' and replicate = 0`);
		await tx.execute(sql`
			insert into battles (run_id, question_id, position, outcome, decided_by, margin, consistency,
				first_wins, decided_games, unscored_reasons, cost_micro_usd, settled_at)
			select run_id || ${suffix}, question_id, position, outcome, decided_by, margin, consistency,
				first_wins, decided_games, unscored_reasons, battles.cost_micro_usd, settled_at
			from battles where run_id like 'run_sub_filled_%\\_0'`);
		await tx.execute(sql`
			insert into games (benchmark_version_id, battle_id, game_order, identity)
			select runs.benchmark_version_id, battles.id, game_order,
				sha256((battles.id || game_order)::bytea)
			from (select runs.id, submissions.benchmark_version_id from runs
					join submissions on submissions.id = submission_id
					where judge_version_id = ${judgeId}) runs
			join battles on battles.run_id = runs.id,
				unnest(array['baseline-first', 'swapped']) game_order`);
		await tx.execute(sql`
			create temporary table replies on commit drop as
			select identity, body, sha256(body::bytea) as hash from (
				select identity, 'Assistant A reads its input in one pass and handles the empty list; Assistant B does not. '
					|| encode(substr(identity, 1, 24), 'hex') || ' [[A>B]]' as body
				from games join battles on battles.id = games.battle_id
				join runs on runs.id = battles.run_id where judge_version_id = ${judgeId}) written`);
		await tx.execute(sql`
			insert into texts (hash, body, characters) select hash, body, length(body) from replies`);
		await tx.execute(sql`
			insert into judgments (identity, attempt, judge_version_id, verdict, text_hash, finish_reason,
				model_reported, prompt_tokens, completion_tokens, cost_micro_usd, latency_ms, asked_at, received_at)
			select identity, 1, ${judgeId}, 'A>B', hash, 'stop', ${slug}, 2400, 60, 900, 50, now(), now()
			from replies`);
		await tx.execute(sql`
			insert into boards (benchmark_version_id, judge_version_id, is_live, stale_since)
			select benchmark_versions.id, ${judgeId}, false, null from benchmark_versions
			join benchmarks on benchmarks.id = benchmark_id where slug = ${benchmark}`);
	});
}
