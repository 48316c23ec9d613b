import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { judges, judgeVersions } from '../../schema/judges.ts';
import { models, variants } from '../../schema/models.ts';
import { submissions } from '../../schema/submissions.ts';

/** Whether a judge version, named by its table here, asks nothing itself: its members are asked. */
export const hasMembers = (judge: SQL) => sql`${judge}.kind in ('jury', 'cascade')`;

/**
 * Every run of a jury or cascade (`jury_run`) with the runs of its members about the same submission (`member_run`). A condition on
 * either of them keeps it to few rows.
 */
export const juryPairs = (condition: SQL) => sql`(
	select jury.id as jury_run, member.id as member_run
	from runs jury
	join judge_versions as bench on bench.id = jury.judge_version_id and ${hasMembers(sql`bench`)}
	join runs member on member.submission_id = jury.submission_id and member.replicate = jury.replicate
	join judge_versions as seat on seat.id = member.judge_version_id
	where bench.definition->'members' @> jsonb_build_array(
			jsonb_build_object('hash', encode(seat.hash, 'hex')))
		and ${condition})`;

/** What a run has used; of a jury what its members' runs have. */
export const usedBy = (
	runId: SQL,
	column: 'cost_micro_usd' | 'prompt_tokens' | 'completion_tokens',
) => sql`(
	select sum(paying.${sql.raw(column)}) from runs paying
	where paying.id = ${runId} or paying.id in (
		select member_run from ${juryPairs(sql`jury.id = ${runId}`)} as pairs))`;

/** The unfinished runs of juries that one of these runs is a member's run of, in order. */
export async function listWaitingJuryRuns(
	db: Database,
	memberRunIds: readonly string[],
): Promise<readonly string[]> {
	if (memberRunIds.length === 0) return [];
	const isMember = sql`member.id in (select jsonb_array_elements_text(${JSON.stringify(memberRunIds)}::text::jsonb))`;
	const rows = await db.execute<{ id: string }>(sql`
		select distinct jury_run as id
		from ${juryPairs(sql`${isMember} and jury.finished_at is null`)} as pairs order by 1`);
	return [...rows].map(({ id }) => id);
}

export type MemberRunRow = {
	readonly id: string;
	readonly slug: string;
	readonly version: number;
	readonly hash: string;
	readonly held: string | null;
	readonly isFinished: boolean;
	readonly open: number;
	readonly costMicroUsd: number | null;
};

/** The runs of a jury's members about the submission of one of its runs, by judge. */
export async function listMemberRuns(
	db: Database,
	juryRunId: string,
): Promise<readonly MemberRunRow[]> {
	return (await listMembersOfRuns(db, [juryRunId])).get(juryRunId) ?? [];
}

/** The same for several runs of juries, by their ids. */
export async function listMembersOfRuns(
	db: Database,
	juryRunIds: readonly string[],
): Promise<ReadonlyMap<string, readonly MemberRunRow[]>> {
	if (juryRunIds.length === 0) return new Map();
	const isAsked = sql`jury.id = any(string_to_array(${juryRunIds.join(' ')}, ' '))`;
	const rows = await db.execute<MemberRunRow & { readonly juryRun: string }>(sql`
		select pairs.jury_run as "juryRun", run.id, judges.slug, judge_versions.version, encode(judge_versions.hash, 'hex') as hash,
			run.held, run.finished_at is not null as "isFinished",
			run.games - run.games_scored - run.games_unscored as open,
			run.cost_micro_usd::float8 as "costMicroUsd"
		from ${juryPairs(isAsked)} as pairs
		join runs run on run.id = pairs.member_run
		join judge_versions on judge_versions.id = run.judge_version_id
		join judges on judges.id = judge_versions.judge_id
		order by judges.slug, judge_versions.version`);
	return Map.groupBy(rows, ({ juryRun }) => juryRun);
}

/**
 * Open battles of a jury's or cascade's run for which nothing is left to wait: the members whose games they have, have settled
 * their own battles about the question, and every judgment that they share is there. In question order.
 */
export async function listReadyBattles(
	db: Database,
	juryRunId: string,
): Promise<readonly number[]> {
	const rows = await db.execute<{ id: string }>(sql`
		with awaited as materialized (
			select own.position, left(encode(seat.hash, 'hex'), 12) as member
			from ${juryPairs(sql`jury.id = ${juryRunId}`)} as pairs
			join runs on runs.id = pairs.member_run
			join judge_versions seat on seat.id = runs.judge_version_id
			join battles own on own.run_id = pairs.member_run
			where own.settled_at is null)
		select battles.id from battles
		where battles.run_id = ${juryRunId} and battles.settled_at is null
			and not exists (
				select from games where games.battle_id = battles.id and (
					exists (
						select from awaited where awaited.position = battles.position
							and awaited.member = split_part(games.game_order, ':', 1))
					or not exists (
						select from judgments where judgments.identity = games.identity)))
		order by battles.position`);
	return [...rows].map(({ id }) => Number(id));
}

/** How the models of a submission and of its baseline are named, for their families. */
export async function findContestants(db: Database, submissionId: string) {
	const [asked] = await db
		.select({ benchmarkVersionId: submissions.benchmarkVersionId })
		.from(submissions)
		.where(eq(submissions.id, submissionId));
	if (!asked) throw new Error(`submission ${submissionId} vanished`);
	return db
		.select({
			isBaseline: submissions.isBaseline,
			family: models.family,
			slug: models.slug,
			name: models.name,
			organisation: models.organisation,
		})
		.from(submissions)
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId))
		.where(
			sql`${submissions.id} = ${submissionId} or (
				${submissions.benchmarkVersionId} = ${asked.benchmarkVersionId} and ${submissions.isBaseline})`,
		)
		.orderBy(submissions.isBaseline, submissions.id);
}

/** Keeps others from planning runs of a submission until the transaction ends. */
export async function lockSubmission(tx: Database, submissionId: string): Promise<void> {
	await tx.execute(sql`select 1 from submissions where id = ${submissionId} for no key update`);
}

/** The judge versions that are juries or cascades with this one as a member. */
export async function listJuriesWith(
	db: Database,
	memberHash: string,
): Promise<
	readonly {
		readonly id: number;
		readonly slug: string;
		readonly version: number;
		readonly kind: string;
	}[]
> {
	return db
		.select({
			id: judgeVersions.id,
			slug: judges.slug,
			version: judgeVersions.version,
			kind: judgeVersions.kind,
		})
		.from(judgeVersions)
		.innerJoin(judges, eq(judges.id, judgeVersions.judgeId))
		.where(
			and(
				hasMembers(sql`${judgeVersions}`),
				sql`${judgeVersions.definition}->'members' @> ${JSON.stringify([{ hash: memberHash }])}::jsonb`,
			),
		)
		.orderBy(judges.slug, judgeVersions.version);
}

/** The runs of a jury's members, and the runs of the juries that a run's judge is a member of. */
export async function listRelatedRuns(
	db: Database,
	runId: string,
): Promise<{ readonly members: readonly string[]; readonly juries: readonly string[] }> {
	const rows = await db.execute<{ jury: string; member: string }>(sql`
		select jury_run as jury, member_run as member
		from ${juryPairs(sql`(jury.id = ${runId} or member.id = ${runId})`)} as pairs order by 1, 2`);
	return {
		members: [...rows].flatMap(({ jury, member }) => (jury === runId ? [member] : [])),
		juries: [...rows].flatMap(({ jury, member }) => (member === runId ? [jury] : [])),
	};
}

/** The battles of a jury's members about the answers of one of its battles, by the hash of the member. */
export async function listMemberBattles(
	db: Database,
	battleId: number,
): Promise<readonly { readonly hash: string; readonly id: string }[]> {
	const rows = await db.execute<{ hash: string; id: string }>(sql`
		select encode(judge_versions.hash, 'hex') as hash, own.id
		from battles
		join ${juryPairs(sql`true`)} as pairs on pairs.jury_run = battles.run_id
		join runs on runs.id = pairs.member_run
		join judge_versions on judge_versions.id = runs.judge_version_id
		join battles own on own.run_id = runs.id and own.position = battles.position
		where battles.id = ${battleId}`);
	return [...rows];
}

/** Writes down that a jury's run has begun, once one of its members' runs has. */
export async function noteJuryBegun(db: Database, juryRunId: string): Promise<void> {
	await db.execute(sql`
		update runs set started_at = now(), last_alive_at = now()
		where id = ${juryRunId} and started_at is null and exists (
			select from ${juryPairs(sql`jury.id = ${juryRunId}`)} as pairs
			join runs begun on begun.id = pairs.member_run
			where begun.started_at is not null or begun.finished_at is not null)`);
}
