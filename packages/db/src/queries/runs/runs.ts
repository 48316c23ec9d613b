import { and, asc, desc, eq, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { RecordedOrders } from '@codejoust/arena/rules/recorded-orders';
import type { Database } from '../../connect.ts';
import { battles } from '../../schema/battles.ts';
import { benchmarks, benchmarkVersions } from '../../schema/benchmarks.ts';
import { judges, judgeVersions } from '../../schema/judges.ts';
import { models, variants } from '../../schema/models.ts';
import { runs } from '../../schema/runs.ts';
import { submissions } from '../../schema/submissions.ts';
import { juryPairs } from './jury-runs.ts';
import { isListed } from '../benchmarks/benchmarks.ts';
import { holdOfRun, isKept } from '../endpoints/holds.ts';
import { criterionName, recordedOrders } from '../../criterion-name.ts';
import { fencesSetting } from '../../fences-setting.ts';
import { preparedForEach } from '../../prepared-once.ts';
import { modelBriefColumns } from '../models/model-brief.ts';
import {
	isAfterPlaceholders,
	newestFirst,
	type Place,
	placeValues,
} from '../paging/newest-first.ts';
import { roundLimit } from '../paging/round-limit.ts';
import { isVisibleAt, type Sight, sightOf, sightValues, type Viewer } from '../keys/viewer.ts';

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
	const query = runById(db, { sight: sightOf(viewer) });
	const [row] = await query.execute({ id, ...sightValues(viewer) });
	return row;
}

/** Workers look at their run before every chunk, and pages at every read. */
const runById = preparedForEach('run_by_id', (db, { sight }: { readonly sight: Sight }) =>
	selectRuns(db).where(and(eq(runs.id, sql.placeholder('id')), isVisibleAt(sight))),
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
		readonly state?: AskedState | undefined;
		/** Each is a part of the name of its model, benchmark, judge or endpoint, or of its id. */
		readonly words?: readonly string[] | undefined;
		readonly viewer?: Viewer | undefined;
		readonly before?: Place | undefined;
		readonly limit: number;
	},
): Promise<RunRow[]> {
	const { submissionId, benchmarkVersionId, modelSlug, before } = scope;
	const sight = sightOf(scope.viewer);
	const query = runsNewestFirst(db, {
		isOfSubmission: submissionId !== undefined,
		isOfVersion: benchmarkVersionId !== undefined,
		isOfModel: modelSlug !== undefined,
		state: scope.state ?? null,
		isSearch: scope.words !== undefined,
		isListedOnly: sight !== 'all' && submissionId === undefined,
		isContinued: before !== undefined,
		sight,
		limit: roundLimit(scope.limit),
	});
	const words = scope.words?.join(' ').toLowerCase();
	const values = {
		submissionId,
		benchmarkVersionId,
		modelSlug,
		words,
		...sightValues(scope.viewer),
	};
	const rows = await query.execute({ ...values, ...placeValues(before) });
	return rows.slice(0, scope.limit);
}

type RunsShape = {
	readonly isOfSubmission: boolean;
	readonly isOfVersion: boolean;
	readonly isOfModel: boolean;
	readonly state: AskedState | null;
	readonly isSearch: boolean;
	readonly isListedOnly: boolean;
	readonly isContinued: boolean;
	readonly sight: Sight;
	readonly limit: number;
};

const runsNewestFirst = preparedForEach('runs_newest_first', (db, shape: RunsShape) => {
	// First the ids: what a run is shown with, such as parts of its judge's definition, is read for a page of them, not for all that fit.
	const chosen = selectRunIds(db, shape)
		.orderBy(...newestFirst(runs))
		.limit(shape.limit);
	return selectRuns(db)
		.where(sql`${runs.id} = any(array(${chosen}))`)
		.orderBy(...newestFirst(runs));
});

/** Of the runs that fit, joined to nothing but what the conditions name. */
function selectRunIds(db: Database, shape: RunsShape) {
	const query = db
		.select({ id: runs.id })
		.from(runs)
		.innerJoin(submissions, eq(submissions.id, runs.submissionId))
		.innerJoin(benchmarkVersions, eq(benchmarkVersions.id, submissions.benchmarkVersionId))
		.where(
			and(
				shape.isOfSubmission ? eq(runs.submissionId, sql.placeholder('submissionId')) : undefined,
				shape.isOfVersion
					? eq(submissions.benchmarkVersionId, sql.placeholder('benchmarkVersionId'))
					: undefined,
				shape.isOfModel ? eq(models.slug, sql.placeholder('modelSlug')) : undefined,
				shape.state === null ? undefined : isInState(shape.state),
				shape.isSearch ? hasWords(shape.sight) : undefined,
				isVisibleAt(shape.sight),
				shape.isListedOnly ? isListed() : undefined,
				shape.isContinued ? isAfterPlaceholders(runs) : undefined,
			),
		)
		.$dynamic();
	if (shape.isOfModel || shape.isSearch)
		query
			.innerJoin(variants, eq(variants.id, submissions.variantId))
			.innerJoin(models, eq(models.id, variants.modelId));
	if (shape.isSearch)
		query
			.innerJoin(benchmarks, eq(benchmarks.id, benchmarkVersions.benchmarkId))
			.innerJoin(judgeVersions, eq(judgeVersions.id, runs.judgeVersionId))
			.innerJoin(judges, eq(judges.id, judgeVersions.judgeId));
	return query;
}

/** In one of the states that a run is shown in, or in any that can still change by itself or by an operator. */
export type AskedState =
	'unfinished' | 'queued' | 'judging' | 'paused' | 'failed' | 'done' | 'cancelled';

function isInState(state: AskedState): SQL | undefined {
	const isOpen = isNull(runs.finishedAt);
	const isFree = and(isOpen, isNull(runs.held));
	switch (state) {
		case 'done':
			return isNotNull(runs.finishedAt);
		case 'unfinished':
			return and(isOpen, sql`${runs.held} is distinct from 'cancelled'`);
		case 'paused':
			return or(and(isOpen, eq(runs.held, 'paused')), and(isFree, isKeptRun));
		case 'cancelled':
			return and(isOpen, eq(runs.held, state));
		case 'failed':
			// No run fails for good: trouble pauses it.
			return sql`false`;
		case 'queued':
			return and(isFree, isNotKept, isNull(runs.startedAt));
		case 'judging':
			return and(isFree, isNotKept, isNotNull(runs.startedAt));
	}
}

/** Only operators see at which endpoint a run is judged. */
function hasWords(sight: Sight): SQL {
	const endpoint = sight === 'all' ? sql`${runs.endpoint}` : sql`null`;
	const names = sql`lower(concat_ws(' ', ${runs.id}, ${models.name}, ${models.slug},
		${benchmarks.slug} || '@' || ${benchmarkVersions.version},
		${judges.slug} || '@' || ${judgeVersions.version}, ${endpoint}))`;
	return sql`not exists (
		select from unnest(string_to_array(${sql.placeholder('words')}::text, ' ')) as word
		where position(word in ${names}) = 0)`;
}

/** A run's battles that are not settled, in question order. */
export async function listOpenBattles(db: Database, runId: string) {
	return db
		.select({ id: battles.id, position: battles.position })
		.from(battles)
		.where(and(eq(battles.runId, runId), isNull(battles.settledAt)))
		.orderBy(asc(battles.position));
}

const isKeptRun = sql`${isKept(sql`${runs.endpoint}`, sql`${runs.judgeVersionId}`)}`;
const isNotKept = sql`not ${isKeptRun}`;

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
