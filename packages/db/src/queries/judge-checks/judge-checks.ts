import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Outcome } from '@codejoust/arena/rules/battle';
import type { CheckedPair, CheckResults } from '@codejoust/arena/judge-quality/judge-check';
import type {
	GameJudgment,
	ProviderErrorClass,
	UnscoredReason,
} from '@codejoust/arena/rules/judgment';
import { asGameJudgment, asReadJudgment } from '@codejoust/arena/rules/reading';
import type { Database } from '../../connect.ts';
import { judgeChecks, judgeCheckSets } from '../../schema/judge-checks.ts';
import { runs } from '../../schema/runs.ts';
import { isAfter, newestFirst, type Place } from '../paging/newest-first.ts';

const selectChecks = (db: Database) =>
	db
		.select({
			id: judgeChecks.id,
			runId: judgeChecks.runId,
			replicate: runs.replicate,
			createdBy: judgeChecks.createdBy,
			createdAt: judgeChecks.createdAt,
			results: judgeChecks.results,
			measuredAt: judgeChecks.measuredAt,
			set: judgeCheckSets,
		})
		.from(judgeChecks)
		.innerJoin(judgeCheckSets, eq(judgeCheckSets.id, judgeChecks.setId))
		.innerJoin(runs, eq(runs.id, judgeChecks.runId));

export type JudgeCheckRow = Awaited<ReturnType<typeof selectChecks>>[number];

export async function insertJudgeCheck(
	db: Database,
	check: Pick<typeof judgeChecks.$inferInsert, 'id' | 'setId' | 'runId' | 'createdBy'>,
): Promise<void> {
	await db.insert(judgeChecks).values(check);
}

export async function findJudgeCheck(db: Database, id: string): Promise<JudgeCheckRow | undefined> {
	const [row] = await selectChecks(db).where(eq(judgeChecks.id, id));
	return row;
}

/** Checks newest first, after the one that `before` names by its time and id. */
export async function listJudgeChecks(
	db: Database,
	scope: {
		readonly setId?: number | undefined;
		readonly judgeVersionId?: number | undefined;
		readonly replicate?: number | undefined;
		/** Only those with numbers. */
		readonly isMeasured?: boolean | undefined;
		readonly before?: Place | undefined;
		readonly limit: number;
	},
): Promise<JudgeCheckRow[]> {
	const { setId, judgeVersionId, replicate } = scope;
	return selectChecks(db)
		.where(
			and(
				setId === undefined ? undefined : eq(judgeChecks.setId, setId),
				judgeVersionId === undefined ? undefined : eq(runs.judgeVersionId, judgeVersionId),
				replicate === undefined ? undefined : eq(runs.replicate, replicate),
				scope.isMeasured ? isNotNull(judgeChecks.results) : undefined,
				scope.before && isAfter(judgeChecks, scope.before),
			),
		)
		.orderBy(...newestFirst(judgeChecks))
		.limit(scope.limit);
}

/** Says that the numbers of the check that a run is of are to be computed; false when the run is of none. */
export async function markCheckStale(db: Database, runId: string): Promise<boolean> {
	const rows = await db
		.update(judgeChecks)
		.set({ staleSince: sql`clock_timestamp()` })
		.where(eq(judgeChecks.runId, runId))
		.returning({ id: judgeChecks.id });
	return rows.length > 0;
}

/** Has the numbers computed anew that another version of the rules has left; called once at a start. */
export async function markOutdatedChecks(db: Database, codeVersion: string): Promise<void> {
	await db
		.update(judgeChecks)
		.set({ staleSince: sql`clock_timestamp()` })
		.where(
			and(
				isNull(judgeChecks.staleSince),
				isNotNull(judgeChecks.results),
				sql`${judgeChecks.codeVersion} is distinct from ${codeVersion}`,
			),
		);
}

/** Checks whose run has ended since their numbers were computed, longest waiting first. */
export async function listStaleChecks(db: Database) {
	return db
		.select({
			id: judgeChecks.id,
			staleSince: judgeChecks.staleSince,
		})
		.from(judgeChecks)
		.innerJoin(runs, eq(runs.id, judgeChecks.runId))
		.where(and(isNotNull(judgeChecks.staleSince), isNotNull(runs.finishedAt)))
		.orderBy(judgeChecks.staleSince, judgeChecks.id);
}

/** Shows the numbers of a check; it stays stale when its run has ended once more meanwhile. */
export async function storeCheckResults(
	db: Database,
	check: {
		readonly id: string;
		readonly results: CheckResults;
		readonly codeVersion: string;
		readonly staleSince: Date | null;
	},
): Promise<void> {
	const asked = check.staleSince?.toISOString() ?? null;
	await db
		.update(judgeChecks)
		.set({
			results: check.results,
			codeVersion: check.codeVersion,
			measuredAt: sql`now()`,
			staleSince: sql`case when date_trunc('milliseconds', ${judgeChecks.staleSince}) is not distinct from ${asked}::timestamptz then null else ${judgeChecks.staleSince} end`,
		})
		.where(eq(judgeChecks.id, check.id));
}

type RawGame = {
	readonly verdict: string | null;
	readonly preference: number | null;
	readonly reason: UnscoredReason | null;
	readonly errorClass: ProviderErrorClass | null;
};
type RawPair = {
	readonly category: string;
	readonly label: CheckedPair['label'];
	readonly a: number;
	readonly b: number;
	readonly cost: number | null;
	/** Both answers are one text: it has no game. */
	readonly isEqual: boolean;
	readonly ab: RawGame | null;
	readonly ba: RawGame | null;
	/** Of a judge that compares no two orders, whose battles have neither game. */
	readonly hasOrders: boolean;
	readonly outcome: Outcome | 'unscored' | null;
	readonly decidedBy: 'ratings' | 'votes' | null;
	readonly margin: number | null;
	readonly reasons: readonly UnscoredReason[];
};

/** Every pair of a check whose run has ended with the newest judgment of both games, in the order of its set. */
export async function listCheckedPairs(db: Database, checkId: string): Promise<CheckedPair[]> {
	const newest = (order: string) => sql`(
		select json_build_object('verdict', judgments.verdict,
			'preference', judgments.preference, 'reason', judgments.unscored_reason,
			'errorClass', judgments.error_class)
		from games join judgments on judgments.identity = games.identity
		where games.battle_id = battles.id and games.game_order = ${order}
			and games.benchmark_version_id = judge_check_sets.benchmark_version_id
		order by judgments.attempt desc limit 1)`;
	const rows = await db.execute<RawPair>(sql`
		select questions.category, judge_check_pairs.label, first.characters as a,
			second.characters as b, battles.cost_micro_usd::float8 as cost,
			battles.decided_by is not distinct from 'equal-texts' as "isEqual",
			${newest('baseline-first')} as ab, ${newest('swapped')} as ba,
			exists (select from games where games.battle_id = battles.id
				and games.game_order = 'baseline-first') as "hasOrders",
			battles.outcome, battles.decided_by as "decidedBy", battles.margin,
			battles.unscored_reasons as reasons
		from judge_checks
		join judge_check_sets on judge_check_sets.id = judge_checks.set_id
		join judge_check_pairs on judge_check_pairs.set_id = judge_check_sets.id
		join questions on questions.id = judge_check_pairs.question_id
		join battles on battles.run_id = judge_checks.run_id and battles.question_id = questions.id
		join submissions baseline
			on baseline.benchmark_version_id = judge_check_sets.benchmark_version_id and baseline.is_baseline
		join responses first
			on first.submission_id = baseline.id and first.question_id = questions.id
		join responses second
			on second.submission_id = judge_check_sets.submission_id and second.question_id = questions.id
		where judge_checks.id = ${checkId}
		order by battles.position`);
	return [...rows].map(({ category, label, a, b, cost, isEqual, ...judged }) => ({
		category,
		label,
		lengths: { a, b },
		...(isEqual ? { games: EVEN } : readJudged(judged)),
		...(isEqual && { isEqual }),
		...(cost === null ? {} : { costMicroUsd: cost }),
	}));
}

function readJudged(
	judged: Pick<RawPair, 'ab' | 'ba' | 'hasOrders' | 'outcome' | 'decidedBy' | 'margin' | 'reasons'>,
): Pick<CheckedPair, 'games' | 'result'> {
	const { ab, ba, outcome, decidedBy: by, margin, reasons } = judged;
	if (judged.hasOrders) return { games: { ab: readGame(ab), ba: readGame(ba) } };
	if (outcome === 'unscored') return { result: { kind: 'unscored', reasons } };
	if (outcome === null || by === null || margin === null)
		throw new Error('a settled pair without games has no outcome');
	return { result: { kind: 'scored', by, outcome, margin } };
}

/** What two answers of one text are to each other, without a question. */
const EVEN: NonNullable<CheckedPair['games']> = {
	ab: { kind: 'scored', verdict: 'A=B' },
	ba: { kind: 'scored', verdict: 'A=B' },
};

/** A game that is settled has a judgment, which has a verdict or a reason. */
function readGame(game: RawGame | null): GameJudgment {
	if (game === null) throw new Error('a settled pair has a game without a judgment');
	const { verdict, preference, reason, errorClass } = game;
	if (verdict !== null) return asGameJudgment(asReadJudgment(verdict, preference));
	if (reason === 'provider-error')
		return { kind: 'unscored', reason, errorClass: errorClass ?? 'server' };
	if (reason === null) throw new Error('a stored judgment has neither a verdict nor a reason');
	return { kind: 'unscored', reason };
}

/** What a judge version's latest finished check says of it, for a gate. */
export type JudgeCheckAccuracy = {
	readonly checkId: string;
	/** The set as `slug@version`. */
	readonly set: string;
	readonly pairs: number;
	readonly unscored: number;
	/** Absent where no pair is scored. */
	readonly accuracy?: number;
	readonly low?: number;
	readonly high?: number;
	/** Cohen's, of decisions and labels; absent where only one value occurs. */
	readonly kappa?: number;
	readonly measuredAt: Date;
};

/**
 * The overall accuracy of a judge version by its latest finished check, of any set or of the one named (`slug` or `slug@version`); undefined where it
 * has none. The first asking alone counts: replicates measure noise.
 */
export async function readJudgeCheckAccuracy(
	db: Database,
	judgeVersionId: number,
	set: string | null = null,
): Promise<JudgeCheckAccuracy | undefined> {
	const [slug, version] = set?.split('@') ?? [];
	const [row] = await db
		.select({
			id: judgeChecks.id,
			results: judgeChecks.results,
			measuredAt: judgeChecks.measuredAt,
			slug: judgeCheckSets.slug,
			version: judgeCheckSets.version,
		})
		.from(judgeChecks)
		.innerJoin(judgeCheckSets, eq(judgeCheckSets.id, judgeChecks.setId))
		.innerJoin(runs, eq(runs.id, judgeChecks.runId))
		.where(
			and(
				eq(runs.judgeVersionId, judgeVersionId),
				eq(runs.replicate, 0),
				isNotNull(runs.finishedAt),
				isNotNull(judgeChecks.results),
				isNull(judgeChecks.staleSince),
				slug === undefined ? undefined : eq(judgeCheckSets.slug, slug),
				version === undefined ? undefined : eq(judgeCheckSets.version, version),
			),
		)
		.orderBy(desc(runs.finishedAt), desc(judgeChecks.id))
		.limit(1);
	if (!row?.results || !row.measuredAt) return undefined;
	const { pairs, unscored, accuracy, kappa } = row.results.overall;
	return {
		checkId: row.id,
		set: `${row.slug}@${row.version}`,
		pairs,
		unscored,
		...(accuracy && {
			accuracy: accuracy.value,
			low: accuracy.interval.low,
			high: accuracy.interval.high,
		}),
		...(kappa !== undefined && { kappa }),
		measuredAt: row.measuredAt,
	};
}
