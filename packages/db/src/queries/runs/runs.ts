import { and, asc, count, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { Decider } from '@codejoust/arena/rules/battle';
import type { RecordedOrders } from '@codejoust/arena/rules/recorded-orders';
import type { Database } from '../../connect.ts';
import { battles } from '../../schema/battles.ts';
import { benchmarks, benchmarkVersions } from '../../schema/benchmarks.ts';
import { judges, judgeVersions } from '../../schema/judges.ts';
import { models, variants } from '../../schema/models.ts';
import { runs } from '../../schema/runs.ts';
import { submissions } from '../../schema/submissions.ts';
import { hasMembers, juryPairs } from './jury-runs.ts';
import { isListed } from '../benchmarks/benchmarks.ts';
import { holdOfRun, isKept } from '../endpoints/holds.ts';
import { criterionName, recordedOrders } from '../../criterion-name.ts';
import { fencesSetting } from '../../fences-setting.ts';
import { preparedOnce } from '../../prepared-once.ts';
import { inBatches } from '../paging/in-batches.ts';
import { modelBriefColumns } from '../models/model-brief.ts';
import { isAfter, newestFirst, type Place } from '../paging/newest-first.ts';
import { isVisibleTo, type Viewer } from '../keys/viewer.ts';

export const judgeBriefColumns = {
	slug: judges.slug,
	version: judgeVersions.version,
	hash: judgeVersions.hash,
	kind: judgeVersions.kind,
	model: judgeVersions.model,
	isRehearsal: judgeVersions.isRehearsal,
	criterion: criterionName(judgeVersions.definition),
	recordedOrders: recordedOrders(judgeVersions.definition),
	fences: fencesSetting(judgeVersions.definition),
};
export type JudgeBriefRow = {
	readonly slug: string;
	readonly version: number;
	readonly hash: string;
	readonly kind: string;
	readonly model: string;
	readonly isRehearsal: boolean;
	readonly criterion: string | null;
	readonly recordedOrders: RecordedOrders | null;
	readonly fences: string | null;
};

/** Whether a run was made for a re-judging, or for a jury that its judge is a member of, by a judge whose board is not the live one. */
export const isShadow = (runId: SQL) => sql<boolean>`(exists (
	select 1 from ${juryPairs(sql`member.id = ${runId}`)} as pairs
	join runs made on made.id = pairs.member_run
	join submissions judged on judged.id = made.submission_id
	where not exists (
		select 1 from boards where boards.is_live
			and boards.benchmark_version_id = judged.benchmark_version_id
			and boards.judge_version_id = made.judge_version_id)) or exists (
	select 1 from rejudging_runs part join runs made on made.id = part.run_id
	join rejudgings on rejudgings.id = part.rejudging_id
	where part.run_id = ${runId} and part.is_own and not exists (
		select 1 from boards where boards.is_live
			and boards.benchmark_version_id = rejudgings.benchmark_version_id
			and boards.judge_version_id = made.judge_version_id)))`;

const selectRuns = (db: Database) =>
	db
		.select({
			run: runs,
			benchmarkVersionId: submissions.benchmarkVersionId,
			benchmarkSlug: benchmarks.slug,
			benchmarkVersion: benchmarkVersions.version,
			model: modelBriefColumns,
			judge: judgeBriefColumns,
			isShadow: isShadow(sql`${runs.id}`),
			hold: holdOfRun(sql`${runs.endpoint}`, sql`${runs.judgeVersionId}`),
		})
		.from(runs)
		.innerJoin(submissions, eq(submissions.id, runs.submissionId))
		.innerJoin(benchmarkVersions, eq(benchmarkVersions.id, submissions.benchmarkVersionId))
		.innerJoin(benchmarks, eq(benchmarks.id, benchmarkVersions.benchmarkId))
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId))
		.innerJoin(judgeVersions, eq(judgeVersions.id, runs.judgeVersionId))
		.innerJoin(judges, eq(judges.id, judgeVersions.judgeId));

export type RunRow = Awaited<ReturnType<typeof selectRuns>>[number];

/** A run of a submission that the viewer may see. */
export async function findRun(
	db: Database,
	id: string,
	viewer?: Viewer,
): Promise<RunRow | undefined> {
	const [row] =
		viewer === undefined
			? await runById(db).execute({ id })
			: await selectRuns(db).where(and(eq(runs.id, id), isVisibleTo(viewer)));
	return row;
}

/** Workers look at their run before every chunk. */
const runById = preparedOnce((db) =>
	selectRuns(db)
		.where(eq(runs.id, sql.placeholder('id')))
		.prepare('run_by_id'),
);

/** The run of a submission under a judge version, which is shown references as they are; held against changes until the transaction ends. */
export async function lockRunOf(
	tx: Database,
	key: {
		readonly submissionId: string;
		readonly judgeVersionId: number;
		readonly replicate: number;
	},
) {
	const [row] = await tx
		.select()
		.from(runs)
		.where(
			and(
				eq(runs.submissionId, key.submissionId),
				eq(runs.judgeVersionId, key.judgeVersionId),
				eq(runs.replicate, key.replicate),
				eq(runs.shownReferences, 'on'),
			),
		)
		.for('update');
	return row;
}

/** Runs newest first, after the run that `before` names by its time and id. */
export async function listRuns(
	db: Database,
	scope: {
		readonly submissionId?: string | undefined;
		readonly benchmarkVersionId?: number | undefined;
		readonly modelSlug?: string | undefined;
		readonly isUnfinished?: boolean | undefined;
		readonly viewer?: Viewer | undefined;
		readonly before?: Place | undefined;
		readonly limit: number;
	},
): Promise<RunRow[]> {
	return selectRuns(db)
		.where(
			and(
				scope.submissionId === undefined ? undefined : eq(runs.submissionId, scope.submissionId),
				scope.benchmarkVersionId === undefined
					? undefined
					: eq(submissions.benchmarkVersionId, scope.benchmarkVersionId),
				scope.modelSlug === undefined ? undefined : eq(models.slug, scope.modelSlug),
				scope.isUnfinished ? isNull(runs.finishedAt) : undefined,
				isVisibleTo(scope.viewer),
				scope.viewer === undefined || scope.viewer.isOperator || scope.submissionId !== undefined
					? undefined
					: isListed(),
				scope.before && isAfter(runs, scope.before),
			),
		)
		.orderBy(...newestFirst(runs))
		.limit(scope.limit);
}

/** Unscored battles of a run by reason; a battle with two reasons counts under each. */
export async function countUnscoredReasons(
	db: Database,
	runId: string,
): Promise<Record<string, number>> {
	const rows = await db
		.select({
			reason: sql<string>`unnest(${battles.unscoredReasons})`.as('reason'),
			games: count(),
		})
		.from(battles)
		.where(and(eq(battles.runId, runId), eq(battles.outcome, 'unscored')))
		.groupBy(sql`1`)
		.orderBy(sql`1`);
	return Object.fromEntries(rows.map((row) => [row.reason, row.games]));
}

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

/** A run's battles that are not settled, in question order. */
export async function listOpenBattles(db: Database, runId: string) {
	return db
		.select({ id: battles.id, position: battles.position })
		.from(battles)
		.where(and(eq(battles.runId, runId), isNull(battles.settledAt)))
		.orderBy(asc(battles.position));
}

const isNotKept = sql`not ${isKept(sql`${runs.endpoint}`, sql`${runs.judgeVersionId}`)}`;

/** How much is to be judged before a run (before a new one, without a run): runs that are not held, and their open games. */
export async function measureQueue(
	db: Database,
	run?: { readonly id: string; readonly priority: number; readonly createdAt: Date },
): Promise<{ readonly runs: number; readonly games: number }> {
	const isBefore = run
		? sql`(-${runs.priority}, date_trunc('milliseconds', ${runs.createdAt}), ${runs.id}) < (${-run.priority}::int, ${run.createdAt.toISOString()}::timestamptz, ${run.id}::text)`
		: undefined;
	const [row] = await db
		.select({
			runs: sql<number>`count(*)::int`,
			games: sql<number>`coalesce(sum(${runs.games} - ${runs.gamesScored} - ${runs.gamesUnscored}), 0)::int`,
		})
		.from(runs)
		.innerJoin(judgeVersions, eq(judgeVersions.id, runs.judgeVersionId))
		// What a jury or cascade waits for is asked by its members' runs.
		.where(
			and(
				isNull(runs.finishedAt),
				isNull(runs.held),
				isNotKept,
				sql`not ${hasMembers(sql`${judgeVersions}`)}`,
				isBefore,
			),
		);
	return row ?? { runs: 0, games: 0 };
}

/** Runs that are neither finished nor held, nor their judge or endpoint, oldest of the highest priority first. */
export async function listRunnableRuns(
	db: Database,
): Promise<{ readonly id: string; readonly priority: number }[]> {
	return db
		.select({ id: runs.id, priority: runs.priority })
		.from(runs)
		.where(and(isNull(runs.finishedAt), isNull(runs.held), isNotKept))
		.orderBy(desc(runs.priority), asc(runs.createdAt), asc(runs.id));
}
