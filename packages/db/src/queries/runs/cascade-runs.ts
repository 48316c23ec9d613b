import type { Outcome } from '@codejoust/arena/rules/battle';
import { sql, type SQL } from 'drizzle-orm';
import type { Database } from '../../connect.ts';

/**
 * Whether a run was asked by cascades alone, about the battles that their first judges were not sure of, and lacks the others:
 * its rows are no sample of the questions, so that they stand on no board.
 */
export const isPartOfCascade = (runId: SQL) => sql`exists (
	select from runs part
	join submissions judged on judged.id = part.submission_id
	join judge_versions seat on seat.id = part.judge_version_id
	join judge_versions bench on bench.kind = 'cascade'
		and bench.definition->'members'->1->>'hash' = encode(seat.hash, 'hex')
	join runs cascade on cascade.judge_version_id = bench.id
		and cascade.submission_id = part.submission_id and cascade.replicate = part.replicate
	where part.id = ${runId} and part.battles < (
		select count(*) from questions where questions.benchmark_version_id = judged.benchmark_version_id))`;

/** Whether a run is part of a cascade and lacks questions. */
export async function isPartRun(db: Database, runId: string): Promise<boolean> {
	const [row] = await db.execute<{ is_part: boolean }>(
		sql`select ${isPartOfCascade(sql`${runId}`)} as is_part`,
	);
	return row?.is_part === true;
}

/** Battles of a cascade's run that are open, by their positions, with the keys of their questions. */
export async function listOpenQuestions(
	db: Database,
	runId: string,
): Promise<readonly { readonly id: number; readonly position: number; readonly key: string }[]> {
	const rows = await db.execute<{ id: string; position: number; key: string }>(sql`
		select battles.id, battles.position, questions.key from battles
		join questions on questions.id = battles.question_id
		where battles.run_id = ${runId} and battles.settled_at is null
		order by battles.position`);
	return [...rows].map(({ id, ...row }) => ({ ...row, id: Number(id) }));
}

/**
 * Gives battles of a cascade's run the games of its second judge's run about the same questions, under the names that begin
 * with `member`. A battle that has them keeps them. Returns how many games were added.
 */
export async function addMemberGames(
	tx: Database,
	added: {
		readonly runId: string;
		readonly memberRunId: string;
		readonly member: string;
		readonly battleIds: readonly number[];
	},
): Promise<number> {
	const { runId, memberRunId, member, battleIds } = added;
	const [row] = await tx.execute<{ added: number }>(sql`
		with wanted as (
			select value::bigint as id from jsonb_array_elements_text(${JSON.stringify(battleIds)}::text::jsonb)),
		written as (
			insert into games (benchmark_version_id, battle_id, game_order, identity)
			select asked.benchmark_version_id, own.id, ${`${member}:`}::text || asked.game_order, asked.identity
			from battles own
			join wanted on wanted.id = own.id
			join battles theirs on theirs.run_id = ${memberRunId} and theirs.position = own.position
			join games asked on asked.battle_id = theirs.id
			where own.run_id = ${runId}
			on conflict do nothing
			returning 1),
		moved as (
			update runs set games = games + (select count(*) from written) where id = ${runId})
		select count(*)::int as added from written`);
	return row?.added ?? 0;
}

/** How often a judge that is read by one token was not sure: of its settled battles that it was asked about. */
export type UnsureShare = {
	readonly battles: number;
	readonly unsure: number;
	/** Battles that are not settled. */
	readonly open: number;
};

/**
 * Of the battles that a judge has settled, on one submission or on all, those that a cascade with this margin would ask
 * another judge about: the preference is less than the margin away from one half, or there is none.
 */
export async function countUnsure(
	db: Database,
	scope: {
		readonly judgeVersionId: number;
		readonly margin: number;
		readonly submissionId?: string | undefined;
	},
): Promise<UnsureShare> {
	const { judgeVersionId, margin, submissionId } = scope;
	const [row] = await db.execute<UnsureShare>(sql`
		select count(*) filter (where battles.settled_at is not null)::int as battles,
			count(*) filter (where battles.settled_at is null)::int as open,
			count(*) filter (where battles.outcome = 'unscored'
				or abs((battles.numbers->>'preference')::float8 - 0.5) + 1e-9 < ${margin}::float8)::int as unsure
		from battles join runs on runs.id = battles.run_id
		where runs.judge_version_id = ${judgeVersionId} and (battles.settled_at is null
			or battles.outcome = 'unscored' or battles.decided_by = 'games')
			${submissionId === undefined ? sql`` : sql`and runs.submission_id = ${submissionId}`}`);
	return row ?? { battles: 0, unsure: 0, open: 0 };
}

/** A battle that a cascade had judged, with what each of its two judges took and said. */
export type CascadeBattleRow = {
	readonly submissionId: string;
	readonly questionKey: string;
	readonly outcome: Outcome | 'unscored';
	readonly firstGames: number;
	readonly secondGames: number;
	/** Micro-dollars of all attempts; null where nobody knows. */
	readonly firstCost: number | null;
	readonly secondCost: number | null;
	/** Of the judges' own battles about the same answers; null where there is none, and where it is unscored. */
	readonly firstOutcome: Outcome | null;
	readonly secondOutcome: Outcome | null;
};

/** The settled battles of these runs of a cascade that a judge was asked about, by submission and question. */
export async function listCascadeBattles(
	db: Database,
	runIds: readonly string[],
	{ first, second }: { readonly first: string; readonly second: string },
): Promise<readonly CascadeBattleRow[]> {
	if (runIds.length === 0) return [];
	const isOf = (hash: string) => sql`split_part(games.game_order, ':', 1) = ${hash.slice(0, 12)}`;
	const outcomeOf = (hash: string) => sql`(
		select nullif(own.outcome, 'unscored') from runs member
		join judge_versions seat on seat.id = member.judge_version_id
			and seat.hash = decode(${hash}, 'hex')
		join battles own on own.run_id = member.id and own.position = battles.position
		where member.submission_id = runs.submission_id and member.replicate = runs.replicate
			and member.shown_references = 'on' limit 1)`;
	const rows = await db.execute<CascadeBattleRow>(sql`
		select runs.submission_id as "submissionId", questions.key as "questionKey", battles.outcome,
			asked."firstGames", asked."secondGames", asked."firstCost", asked."secondCost",
			${outcomeOf(first)} as "firstOutcome", ${outcomeOf(second)} as "secondOutcome"
		from battles
		join runs on runs.id = battles.run_id
		join questions on questions.id = battles.question_id
		cross join lateral (
			select count(*) filter (where ${isOf(first)})::int as "firstGames",
				count(*) filter (where ${isOf(second)})::int as "secondGames",
				(sum(paid.cost) filter (where ${isOf(first)}))::float8 as "firstCost",
				(sum(paid.cost) filter (where ${isOf(second)}))::float8 as "secondCost"
			from games
			left join lateral (
				select sum(judgments.cost_micro_usd) as cost from judgments
				where judgments.identity = games.identity) paid on true
			where games.battle_id = battles.id) asked
		where battles.run_id in (
				select value from jsonb_array_elements_text(${JSON.stringify(runIds)}::text::jsonb))
			and battles.settled_at is not null and asked."firstGames" > 0
		order by 1, 2`);
	return [...rows];
}
