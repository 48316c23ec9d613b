import { and, asc, count, desc, eq, isNull, sql } from 'drizzle-orm';
import type { GameOrder } from '@codejoust/arena/game';
import type { Database } from '../connect.ts';
import { battles, games } from '../schema/battles.ts';
import { benchmarks, benchmarkVersions } from '../schema/benchmarks.ts';
import { judges, judgeVersions } from '../schema/judges.ts';
import { models, variants } from '../schema/models.ts';
import { runs } from '../schema/runs.ts';
import { submissions } from '../schema/submissions.ts';
import { isListed } from './benchmarks.ts';
import { inBatches } from './in-batches.ts';
import { modelBriefColumns } from './model-brief.ts';
import { isAfter, newestFirst, type Place } from './newest-first.ts';
import { isVisibleTo, type Viewer } from './viewer.ts';

export const judgeBriefColumns = {
	slug: judges.slug,
	version: judgeVersions.version,
	hash: judgeVersions.hash,
	kind: judgeVersions.kind,
	model: judgeVersions.model,
	isRehearsal: judgeVersions.isRehearsal,
};
export type JudgeBriefRow = {
	readonly slug: string;
	readonly version: number;
	readonly hash: string;
	readonly kind: string;
	readonly model: string;
	readonly isRehearsal: boolean;
};

const selectRuns = (db: Database) =>
	db
		.select({
			run: runs,
			benchmarkVersionId: submissions.benchmarkVersionId,
			benchmarkSlug: benchmarks.slug,
			benchmarkVersion: benchmarkVersions.version,
			model: modelBriefColumns,
			judge: judgeBriefColumns,
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
	const [row] = await selectRuns(db).where(and(eq(runs.id, id), isVisibleTo(viewer)));
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
	/** Empty when the answer is empty: the battle is lost without a game. */
	readonly games: readonly { readonly order: GameOrder; readonly identity: string }[];
};

/** Stores a run with all its battles and games; battles without games are settled losses. */
export async function insertRun(
	db: Database,
	run: typeof runs.$inferInsert,
	scope: { readonly benchmarkVersionId: number; readonly battles: readonly PlannedBattle[] },
): Promise<void> {
	await db.insert(runs).values(run);
	await inBatches(scope.battles, async (batch) => {
		const inserted = await db
			.insert(battles)
			.values(batch.map((battle) => asBattle(run.id, battle)))
			.returning({ id: battles.id, position: battles.position });
		const idOf = new Map(inserted.map((row) => [row.position, row.id]));
		const rows = batch.flatMap((battle) => {
			const battleId = idOf.get(battle.position);
			if (battleId === undefined) throw new Error(`battle ${battle.position} was not stored`);
			const { benchmarkVersionId } = scope;
			return battle.games.map((game) => ({ ...game, benchmarkVersionId, battleId }));
		});
		await inBatches(rows, (gameRows) => db.insert(games).values(gameRows));
	});
}

function asBattle(runId: string, { questionId, position, games }: PlannedBattle) {
	const battle = { runId, questionId, position };
	if (games.length > 0) return battle;
	return {
		...battle,
		outcome: 'loss' as const,
		decidedBy: 'empty-answer' as const,
		settledAt: new Date(),
	};
}

/** A run's battles that are not settled, in question order. */
export async function listOpenBattles(db: Database, runId: string) {
	return db
		.select({ id: battles.id, position: battles.position })
		.from(battles)
		.where(and(eq(battles.runId, runId), isNull(battles.settledAt)))
		.orderBy(asc(battles.position));
}

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
		.where(and(isNull(runs.finishedAt), isNull(runs.held), isBefore));
	return row ?? { runs: 0, games: 0 };
}

/** Runs that are neither finished nor held, oldest of the highest priority first. */
export async function listRunnableRuns(
	db: Database,
): Promise<{ readonly id: string; readonly priority: number }[]> {
	return db
		.select({ id: runs.id, priority: runs.priority })
		.from(runs)
		.where(and(isNull(runs.finishedAt), isNull(runs.held)))
		.orderBy(desc(runs.priority), asc(runs.createdAt), asc(runs.id));
}
