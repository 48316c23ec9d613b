import { sql, type SQL } from 'drizzle-orm';
import type { Database } from '@codejoust/db/connect';
import { findBenchmarkVersion } from '@codejoust/db/queries/benchmarks/benchmarks';
import { listBoards } from '@codejoust/db/queries/boards/boards';
import { openBoardThread } from '../../apps/api/src/use-cases/boards/board-thread.ts';
import { publishBoard } from '../../apps/api/src/use-cases/boards/publish-board.ts';

/** A published benchmark whose board is filled, and with how many models. */
export type Filling = {
	readonly benchmark: string;
	readonly models: number;
	readonly questions: number;
};

const REPLICATES_PER_STEP = 10;

export const gamesPerReplicate = ({ models, questions }: Filling) => 2 * models * questions;

/**
 * Stores the models of a board with their answers and one finished run each, in SQL: nobody is asked. Models go from weak to
 * strong, share the questions' difficulty and belong to made-up organisations; every draw is a hash, so that the same
 * filling gives the same board.
 */
export async function fillBoard(db: Database, filling: Filling): Promise<void> {
	const { models, questions } = filling;
	await trusting(db, [
		sql`create temporary table filled on commit drop as
			select n, submission, name, organisation, licence, lower(replace(name, ' ', '-')) as slug
			from (select n, 'sub_filled_' || n as submission,
				(array['Alder', 'Basalt', 'Cedar', 'Dolomite', 'Elm', 'Feldspar', 'Gneiss', 'Hazel',
					'Iolite', 'Juniper', 'Karst', 'Larch', 'Marl', 'Nephrite', 'Opal'])[1 + n % 15]
					|| ' ' || 1 + n / 15 % 5 || (array[' 7B Coder', ' 34B Instruct', ' 70B', ' Max'])[1 + n / 75 % 4]
					|| case when n < 300 then '' else ' v' || 1 + n / 300 end as name,
				(array['Northern Lab', 'Quarry AI', 'Treeline', 'University of the Valley', 'Orebody'])[1 + n % 5]
					as organisation,
				(array['Apache-2.0', 'MIT', 'proprietary', 'Research only'])[1 + n % 4] as licence
				from generate_series(0, ${models}::int - 1) n) numbered`,
		sql`insert into models (slug, name, organisation, licence, open_weights)
			select slug, name, organisation, licence,
				case when n % 9 = 8 then null else licence <> 'proprietary' end from filled`,
		sql`insert into variants (model_id, settings, settings_hash)
			select models.id, settings, sha256(settings::text::bytea)
			from filled join models using (slug), lateral (
				select (case when n % 3 = 0 then '{"effort": "high"}' else '{}' end)::jsonb as settings
			) varied`,
		sql`insert into submissions
			(id, benchmark_version_id, variant_id, responses, empty_responses, content_hash)
			select submission, versions.id, variants.id, ${questions}::int, 0, sha256('')
			from filled join models using (slug) join variants on variants.model_id = models.id,
				${versionOf(filling)} versions`,
		sql`insert into responses (submission_id, question_id, text_hash, characters, is_empty)
			select submission, questions.id, questions.content_hash,
				round((400 + 15 * n) * (0.4 + ${draw(sql`submission`, 'length')}))::int, false
			from filled, questions join ${versionOf(filling)} versions
				on versions.id = questions.benchmark_version_id`,
		sql`insert into boards (benchmark_version_id, judge_version_id, is_live, stale_since)
			select versions.id, judges.id, true, null
			from ${versionOf(filling)} versions,
				(select id from judge_versions order by id limit 1) judges`,
		...runsOf(filling, 0, 0),
	]);
}

/** Adds replicates of every battle until there are so many in all. A replicate stands on no board. */
export async function addReplicates(
	db: Database,
	filling: Filling,
	replicates: number,
): Promise<void> {
	const indexes = ['games_of_battle', 'games_of_identity', 'battles_of_question'];
	for (const index of indexes) await db.execute(sql.raw(`drop index ${index}`));
	for (let from = 1; from < replicates; from += REPLICATES_PER_STEP)
		await trusting(db, runsOf(filling, from, Math.min(from + REPLICATES_PER_STEP, replicates) - 1));
	await db.execute(sql`create index games_of_battle on games (battle_id)`);
	await db.execute(sql`create index games_of_identity on games (identity)`);
	await db.execute(sql`create index battles_of_question on battles (question_id)`);
}

/** Computes the filled board as the server does when a run ends, and shows it. */
export async function publishFilled(db: Database, { benchmark }: Filling): Promise<void> {
	const version = await findBenchmarkVersion(db, { slug: benchmark });
	const [board] = await listBoards(db, version?.id ?? 0);
	if (!board) throw new Error(`the benchmark ${benchmark} has no board`);
	const thread = openBoardThread();
	await publishBoard({ db, thread }, board);
	await thread.close();
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

const versionOf = ({ benchmark }: Filling) => sql`(
	select versions.id from benchmark_versions versions
	join benchmarks on benchmarks.id = versions.benchmark_id where benchmarks.slug = ${benchmark})`;

/** A number in [0, 1) that depends on an owner, the question and the purpose alone. */
const draw = (owner: SQL, purpose: string) =>
	sql`(hashtextextended(${owner} || ' ' || questions.key || ' ' || ${purpose}::text, 0) & 1073741823) / 1073741824.0`;

function runsOf(filling: Filling, first: number, last: number): SQL[] {
	const { questions, models } = filling;
	const filledRuns = sql`runs.id like 'run_sub_filled_%' and runs.replicate between ${first} and ${last}`;
	return [
		sql`insert into runs (id, submission_id, judge_version_id, replicate, battles, games,
				games_scored, started_at, finished_at)
			select 'run_' || submissions.id || '_' || n, submissions.id, board.judge_version_id, n,
				${questions}::int, ${2 * questions}::int, ${2 * questions}::int, now(), now()
			from submissions join boards board using (benchmark_version_id),
				generate_series(${first}::int, ${last}::int) n
			where submissions.id like 'sub_filled_%'`,
		// How strong the model is, how easy the question, and chance make a margin. One close battle in seven is a verdict that
		// turned round with the order, one in 250 cannot be read.
		sql`insert into battles (run_id, question_id, position, outcome, decided_by, margin,
				consistency, first_wins, decided_games, unscored_reasons, cost_micro_usd, settled_at)
			select run_id, question_id, position,
				case when is_unread then 'unscored' when margin > 0 then 'win' when margin < 0 then 'loss'
					else 'tie' end,
				case when not is_unread then 'games' end,
				case when not is_unread then margin end,
				case when is_unread then null when is_flip then 'flipped' when abs(margin) = 1 then 'leaning'
					else 'consistent' end,
				case when is_unread then null when is_flip then 2 when margin in (0, 1) then 0 else 1 end,
				case when is_unread then null when is_flip then 2 else least(abs(margin), 2) end,
				case when is_unread then array['no-verdict'] else '{}'::text[] end, cost, now()
			from (select runs.id as run_id, questions.id as question_id, questions.position,
				flips < 0.14 and abs(lead) < 0.2 as is_flip,
				flips > 0.996 as is_unread,
				case when abs(lead) < 0.05 or flips < 0.14 and abs(lead) < 0.2 then 0
					else sign(lead)::int * case when abs(lead) < 0.1 then 1 when abs(lead) < 0.5 then 2 else 4 end
					end as margin,
				(4000 + 3000 * flips)::int as cost
				from runs join submissions on submissions.id = runs.submission_id
				join questions using (benchmark_version_id), lateral (
					select 0.12 + 0.72 * split_part(submissions.id, '_', 3)::int / ${models}::int
							+ 0.5 * (${draw(sql`''`, 'ease')} - 0.5)
							- ${draw(sql`submissions.id`, 'chance')} as lead,
						${draw(sql`submissions.id`, 'flips')} as flips
				) drawn
				where ${filledRuns}) settled`,
		sql`insert into games (benchmark_version_id, battle_id, game_order, identity)
			select questions.benchmark_version_id, battles.id, game_order,
				sha256((battles.id || game_order)::bytea)
			from battles join runs on runs.id = battles.run_id
			join questions on questions.id = battles.question_id,
				unnest(array['baseline-first', 'swapped']) game_order
			where ${filledRuns}`,
		sql`insert into judgments
				(identity, attempt, judge_version_id, verdict, unscored_reason, asked_at, received_at)
			select games.identity, 1, runs.judge_version_id,
				case when outcome = 'unscored' then null when consistency = 'flipped' then 'A>B'
					when margin = 0 or (consistency = 'leaning' and game_order = 'swapped') then 'A=B'
					when (margin > 0) = (game_order = 'swapped') then
						case when abs(margin) = 4 then 'A>>B' else 'A>B' end
					else case when abs(margin) = 4 then 'B>>A' else 'B>A' end end,
				case when outcome = 'unscored' then 'no-verdict' end, now(), now()
			from games join battles on battles.id = games.battle_id
			join runs on runs.id = battles.run_id
			where ${filledRuns}`,
	];
}
