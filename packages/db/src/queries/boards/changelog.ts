import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import type { JudgeBriefRow } from '../runs/runs.ts';

export type ChangeKind =
	| 'benchmark-published'
	| 'benchmark-retired'
	| 'models-changed'
	| 'judge-added'
	| 'judge-promoted'
	| 'judge-retired'
	| 'rules-changed';

/** Something about the boards that a reader would want to be told. */
export type ChangeRow = {
	/** Stays the same for as long as the change is known; of word characters. */
	readonly id: string;
	readonly at: Date;
	readonly kind: ChangeKind;
	readonly benchmark: {
		readonly slug: string;
		readonly version: string;
		readonly name: string;
	} | null;
	readonly judge: JudgeBriefRow | null;
	/** The first snapshot with the change, 64 hex digits. */
	readonly snapshotId: string | null;
	/** Submissions that came to a board or left it. */
	readonly joined: readonly string[];
	readonly left: readonly string[];
	/** What the gates said that a promotion went over. */
	readonly overGates: readonly string[];
	/** Why a judge was promoted. */
	readonly reason: string | null;
};

type Place = { readonly createdAt: Date; readonly id: string };

/**
 * Changes newest first, of one millisecond by id, after the one that `before` names. Told from stored rows: versions and
 * judges with their dates, the first snapshots of boards, and who entered and left them. A submission's coming is told once,
 * by the first board that it stood on; its leaving by the live board.
 */
export async function listChanges(
	db: Database,
	scope: {
		readonly benchmarkSlug?: string | undefined;
		readonly before?: Place | undefined;
		readonly limit: number;
	},
): Promise<ChangeRow[]> {
	const rows = await db.execute<RawChange>(sql`
		with changes as (${ALL_CHANGES}),
		placed as (
			select changes.*, date_trunc('milliseconds', changes.at) as place from changes)
		select placed.id, (extract(epoch from placed.place) * 1000)::float8 as "atMs", placed.kind,
			encode(placed.snapshot_id, 'hex') as "snapshotId", placed.joined, placed.gone,
			case when benchmarks.id is not null then json_build_object('slug', benchmarks.slug,
				'version', benchmark_versions.version, 'name', benchmark_versions.name) end as benchmark,
			case when judges.id is not null then json_build_object('slug', judges.slug,
				'version', judge_versions.version, 'hash', encode(judge_versions.hash, 'hex'),
				'kind', judge_versions.kind, 'model', judge_versions.model,
				'isRehearsal', judge_versions.is_rehearsal,
				'criterion', judge_versions.definition -> 'criterion' ->> 'name',
				'recordedOrders', case when judge_versions.kind = 'recorded'
					then judge_versions.definition ->> 'orders' end,
				'fences', judge_versions.definition ->> 'fences') end as judge,
			promotions.over_gates as "overGates", promotions.reason
		from placed
		left join promotions
			on placed.kind = 'judge-promoted' and placed.id = 'judge_promoted_' || promotions.id
		left join benchmark_versions on benchmark_versions.id = placed.benchmark_version_id
		left join benchmarks on benchmarks.id = benchmark_versions.benchmark_id
		left join judge_versions on judge_versions.id = placed.judge_version_id
		left join judges on judges.id = judge_versions.judge_id
		where ${whereBenchmark(scope.benchmarkSlug)} and ${whereBefore(scope.before)}
		order by placed.place desc, placed.id collate "C" desc
		limit ${scope.limit}`);
	return [...rows].map(({ atMs, gone, joined, overGates, ...row }) => ({
		...row,
		at: new Date(atMs),
		joined: joined ?? [],
		left: gone ?? [],
		overGates: overGates ?? [],
	}));
}

type RawChange = Omit<ChangeRow, 'at' | 'left' | 'joined' | 'overGates'> & {
	readonly atMs: number;
	readonly overGates: readonly string[] | null;
	readonly joined: readonly string[] | null;
	readonly gone: readonly string[] | null;
};

/** A judge is of no benchmark; it counts for those that it has a board of. */
function whereBenchmark(slug: string | undefined): SQL {
	const isPublic = sql`shown.visibility <> 'unlisted'`;
	const isNamed = slug === undefined ? isPublic : sql`${isPublic} and named.slug = ${slug}`;
	return sql`case when placed.benchmark_version_id is not null
		then exists (select 1 from benchmark_versions shown join benchmarks named on named.id = shown.benchmark_id
			where shown.id = placed.benchmark_version_id and ${isNamed})
		else exists (select 1 from boards
			join benchmark_versions shown on shown.id = boards.benchmark_version_id
			join benchmarks named on named.id = shown.benchmark_id
			where boards.judge_version_id = placed.judge_version_id and ${isNamed}) end`;
}

function whereBefore(before: Place | undefined): SQL {
	if (!before) return sql`true`;
	return sql`(placed.place, placed.id collate "C") < (${before.createdAt.toISOString()}::timestamptz, ${before.id}::text collate "C")`;
}

const PUBLISHED = sql`
	select 'published_' || id as id, published_at as at, 'benchmark-published' as kind,
		id as benchmark_version_id, null::bigint as judge_version_id, null::bytea as snapshot_id,
		null::text[] as joined, null::text[] as gone
	from benchmark_versions`;

const RETIRED = sql`
	select 'retired_' || id, retired_at, 'benchmark-retired', id, null, null, null, null
	from benchmark_versions where retired_at is not null`;

const JUDGE_RETIRED = sql`
	select 'judge_retired_' || id, retired_at, 'judge-retired', null, id, null, null, null
	from judge_versions where retired_at is not null`;

/** A submission that enters several boards of a version enters the benchmark once. */
const MODELS = sql`
	select 'models_' || benchmark_version_id || '_' || judge_version_id || '_' || (extract(epoch from at) * 1000000)::bigint,
		at, 'models-changed', benchmark_version_id, judge_version_id,
		(array_agg(snapshot_id) filter (where is_joined))[1],
		array_agg(submission_id order by submission_id) filter (where is_joined),
		array_agg(submission_id order by submission_id) filter (where not is_joined)
	from (
		select entry.benchmark_version_id, entry.judge_version_id, entry.submission_id,
			entry.snapshot_id, entry.entered_at as at, true as is_joined
		from board_entries entry
		where not exists (
			select 1 from board_entries earlier
			where earlier.submission_id = entry.submission_id
				and earlier.benchmark_version_id = entry.benchmark_version_id
				and (earlier.entered_at, earlier.judge_version_id) < (entry.entered_at, entry.judge_version_id))
		union all
		select entry.benchmark_version_id, entry.judge_version_id, entry.submission_id, null,
			entry.left_at, false
		from board_entries entry
		join boards on boards.benchmark_version_id = entry.benchmark_version_id
			and boards.judge_version_id = entry.judge_version_id and boards.is_live
		where entry.left_at is not null) moves
	group by benchmark_version_id, judge_version_id, at`;

/** The first snapshot under each judge but a benchmark version's first. */
const JUDGE_ADDED = sql`
	select 'judge_added_' || benchmark_version_id || '_' || judge_version_id, at, 'judge-added',
		benchmark_version_id, judge_version_id, id, null, null
	from (
		select distinct on (benchmark_version_id, judge_version_id)
			benchmark_version_id, judge_version_id, created_at as at, id
		from snapshots order by benchmark_version_id, judge_version_id, created_at, id) opened
	where exists (
		select 1 from snapshots earlier
		where earlier.benchmark_version_id = opened.benchmark_version_id
			and earlier.judge_version_id <> opened.judge_version_id
			and earlier.created_at < opened.at)`;

/** A board's live judge was another one from then on. */
const JUDGE_PROMOTED = sql`
	select 'judge_promoted_' || id, promoted_at, 'judge-promoted', benchmark_version_id,
		to_judge_version_id, null, null, null
	from promotions`;

/** The first snapshot by each version of the arithmetic but a board's first. */
const RULES_CHANGED = sql`
	select 'rules_' || encode(id, 'hex'), at, 'rules-changed', benchmark_version_id,
		judge_version_id, id, null, null
	from (
		select distinct on (benchmark_version_id, judge_version_id, code_version)
			benchmark_version_id, judge_version_id, created_at as at, id
		from snapshots
		order by benchmark_version_id, judge_version_id, code_version, created_at, id) first
	where exists (
		select 1 from snapshots earlier
		where earlier.benchmark_version_id = first.benchmark_version_id
			and earlier.judge_version_id = first.judge_version_id
			and earlier.created_at < first.at)`;

const ALL_CHANGES = sql.join(
	[PUBLISHED, RETIRED, JUDGE_RETIRED, MODELS, JUDGE_ADDED, JUDGE_PROMOTED, RULES_CHANGED],
	sql` union all `,
);
