import { and, desc, eq, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { boards } from '../../schema/boards.ts';
import { promotions } from '../../schema/rejudgings.ts';
import { type BoardKey, whereBoard } from '../boards/boards.ts';

/** The judge version of the live board; absent where nothing was judged yet. With `lock` it stays so until the transaction ends. */
export async function findLiveJudge(
	db: Database,
	benchmarkVersionId: number,
	{ lock = false }: { readonly lock?: boolean } = {},
): Promise<number | undefined> {
	const query = db
		.select({ judgeVersionId: boards.judgeVersionId, isLive: boards.isLive })
		.from(boards)
		.where(eq(boards.benchmarkVersionId, benchmarkVersionId))
		.orderBy(boards.judgeVersionId);
	const rows = lock ? await query.for('update') : await query;
	return rows.find(({ isLive }) => isLive)?.judgeVersionId;
}

/** Makes another board of a benchmark version the live one and writes it down. Both boards must exist, and the first be live. */
export async function switchLiveBoard(
	tx: Database,
	promotion: typeof promotions.$inferInsert,
): Promise<void> {
	const { benchmarkVersionId, fromJudgeVersionId, toJudgeVersionId } = promotion;
	const set = (judgeVersionId: number, isLive: boolean) =>
		tx
			.update(boards)
			.set({ isLive, updatedAt: sql`now()` })
			.where(whereBoard({ benchmarkVersionId, judgeVersionId }))
			.returning({ isLive: boards.isLive });
	await set(fromJudgeVersionId, false);
	const shown = await set(toJudgeVersionId, true);
	if (shown.length === 0)
		throw new Error(`judge version ${toJudgeVersionId} has no board of ${benchmarkVersionId}`);
	await tx.insert(promotions).values(promotion);
}

/** Whether a judge version was the live one of a board before, so that its promotion is a roll back. */
export async function wasLive(db: Database, key: BoardKey): Promise<boolean> {
	const rows = await db
		.select({ id: promotions.id })
		.from(promotions)
		.where(
			and(
				eq(promotions.benchmarkVersionId, key.benchmarkVersionId),
				eq(promotions.fromJudgeVersionId, key.judgeVersionId),
			),
		)
		.orderBy(desc(promotions.id))
		.limit(1);
	return rows.length > 0;
}

/** How completely a board is judged, beside what should stand on it. */
export type BoardCoverage = {
	/** Models that stand on the live board or will, all judges' runs considered. */
	readonly models: number;
	/** Of these, judged on every question under this judge. */
	readonly whole: number;
	/** Judged on some of the questions only, and done. */
	readonly sampled: number;
	/** Games of the finished runs under this judge. */
	readonly games: number;
	readonly unscored: number;
	/** Whether its numbers are computed. */
	readonly isComputed: boolean;
};

/** What a judge version's board covers of the published submissions, of a variant's the one published last. */
export async function readCoverage(db: Database, key: BoardKey): Promise<BoardCoverage> {
	const rows = await db.execute<BoardCoverage>(sql`
		with ranked as (
			select distinct on (variant_id) id from submissions
			where benchmark_version_id = ${key.benchmarkVersionId} and state = 'published' and not is_baseline
			order by variant_id, published_at desc, id desc),
		questions as (
			select count(*) as n from questions where benchmark_version_id = ${key.benchmarkVersionId}),
		judged as (
			select ranked.id, run.battles, run.games, run.games_unscored, run.id as run_id
			from ranked left join runs run on run.submission_id = ranked.id and run.replicate = 0
				and run.judge_version_id = ${key.judgeVersionId} and run.finished_at is not null)
		select count(*)::int as models,
			(count(*) filter (where judged.battles = questions.n))::int as whole,
			(count(*) filter (where judged.battles < questions.n))::int as sampled,
			coalesce(sum(judged.games), 0)::int as games,
			coalesce(sum(judged.games_unscored), 0)::int as unscored,
			exists (select 1 from boards where benchmark_version_id = ${key.benchmarkVersionId}
				and judge_version_id = ${key.judgeVersionId} and snapshot_id is not null
				and stale_since is null) as "isComputed"
		from judged cross join questions`);
	const [row] = [...rows];
	if (!row) throw new Error('an aggregate has one row');
	return row;
}
