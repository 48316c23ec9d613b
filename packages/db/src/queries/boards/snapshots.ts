import type { SlopeSums } from '@codejoust/arena/outcomes/slope-sums';
import type { JudgingCounts } from '@codejoust/arena/outcomes/judging-counts';
import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { boards, snapshots, snapshotSlices } from '../../schema/boards.ts';
import { judges, judgeVersions } from '../../schema/judges.ts';
import { type BoardKey, whereBoard } from './boards.ts';
import { noteEntrants } from './board-entries.ts';
import { dropIndexedSlices, type PackedPart, storeParts } from './snapshot-parts.ts';
import { inBatches } from '../paging/in-batches.ts';
import { judgeBriefColumns } from '../runs/runs.ts';

/** Rows as JSON text: the board thread writes it, and the event loop need not. */
export type SliceRows = {
	readonly slice: string;
	readonly questions: number;
	readonly rows: string;
	readonly rules: string;
};

/**
 * Stores a snapshot with its parts and slices and shows it on its board, unless newer changes have come meanwhile. The slices of
 * the one that the board showed before are from then on read from its parts.
 */
export async function publishSnapshot(
	db: Database,
	snapshot: Omit<typeof snapshots.$inferInsert, 'inputs' | 'contents' | 'slopes'> & {
		readonly contents: Uint8Array;
		readonly slopes: string;
	},
	scope: {
		/** Those of its parts that were not stored. */
		readonly parts: readonly PackedPart[];
		readonly slices: readonly SliceRows[];
		/** Who stands on it. */
		readonly submissionIds: readonly string[];
		readonly judging: JudgingCounts;
		readonly staleSince: Date | null;
	},
): Promise<void> {
	await db.transaction(async (tx) => {
		const slopes = sql`${snapshot.slopes}::text::jsonb`;
		await storeParts(tx, scope.parts);
		await tx
			.insert(snapshots)
			.values({ ...snapshot, slopes })
			.onConflictDoNothing();
		await storeSlices(tx, snapshot.id, scope.slices);
		await noteEntrants(tx, snapshot, scope.submissionIds);
		const previous = await lockShown(tx, snapshot);
		await tx
			.update(boards)
			.set({
				snapshotId: snapshot.id,
				judging: scope.judging,
				reportedModels: reportedBy(scope.submissionIds),
				updatedAt: sql`now()`,
				staleSince: sql`case when date_trunc('milliseconds', ${boards.staleSince}) is not distinct from ${scope.staleSince?.toISOString() ?? null}::timestamptz then null else ${boards.staleSince} end`,
			})
			.where(whereBoard(snapshot));
		const names = scope.slices.map(({ slice }) => slice);
		if (previous)
			await dropIndexedSlices(tx, { id: previous, codeVersion: snapshot.codeVersion }, names);
	});
}

/** The snapshot that a board shows, until this transaction shows another. */
async function lockShown(db: Database, key: BoardKey): Promise<string | undefined> {
	const [row] = await db
		.select({ id: boards.snapshotId })
		.from(boards)
		.where(whereBoard(key))
		.for('update');
	return row?.id ?? undefined;
}

/** In the runs that the board shows. */
function reportedBy(submissionIds: readonly string[]) {
	return sql`array(
		select distinct unnest(runs.reported_models) as model from runs
		where runs.judge_version_id = ${boards.judgeVersionId} and runs.replicate = 0
			and runs.submission_id in (select jsonb_array_elements_text(${JSON.stringify(submissionIds)}::text::jsonb))
		order by model limit 20)`;
}

/** Adds slices to a snapshot; those that it has are left as they are. */
export async function storeSlices(
	db: Database,
	snapshotId: string,
	slices: readonly SliceRows[],
): Promise<void> {
	await inBatches(slices, (batch) =>
		db
			.insert(snapshotSlices)
			.values(
				batch.map((slice) => ({
					...slice,
					snapshotId,
					rows: sql`${slice.rows}::text::jsonb`,
					rules: sql`${slice.rules}::text::jsonb`,
				})),
			)
			.onConflictDoNothing(),
	);
}

const selectSnapshots = (db: Database) =>
	db
		.select({
			id: snapshots.id,
			benchmarkVersionId: snapshots.benchmarkVersionId,
			judgeVersionId: snapshots.judgeVersionId,
			rule: snapshots.rule,
			seed: snapshots.seed,
			codeVersion: snapshots.codeVersion,
			inputsHash: snapshots.inputsHash,
			createdAt: snapshots.createdAt,
			judge: judgeBriefColumns,
			isCurrent: sql<boolean>`exists (select 1 from boards where boards.snapshot_id = ${snapshots.id})`,
			models: sql<number>`coalesce((select jsonb_array_length(rows) from snapshot_slices overall where overall.snapshot_id = ${snapshots.id} and overall.slice = 'overall'), 0)`,
		})
		.from(snapshots)
		.innerJoin(judgeVersions, eq(judgeVersions.id, snapshots.judgeVersionId))
		.innerJoin(judges, eq(judges.id, judgeVersions.judgeId));

/** A snapshot without its inputs. */
export type SnapshotRow = Awaited<ReturnType<typeof selectSnapshots>>[number];

export async function findSnapshot(db: Database, id: string): Promise<SnapshotRow | undefined> {
	const [row] = await selectSnapshots(db).where(eq(snapshots.id, id));
	return row;
}

/** A board's snapshots, newest first, after the one that `before` names by its time and id. */
export async function listSnapshots(
	db: Database,
	key: BoardKey,
	page: {
		readonly before?: { readonly createdAt: Date; readonly id: string } | undefined;
		readonly limit: number;
	},
): Promise<SnapshotRow[]> {
	const { before, limit } = page;
	return selectSnapshots(db)
		.where(
			and(
				eq(snapshots.benchmarkVersionId, key.benchmarkVersionId),
				eq(snapshots.judgeVersionId, key.judgeVersionId),
				before
					? or(
							lt(snapshots.createdAt, before.createdAt),
							and(eq(snapshots.createdAt, before.createdAt), lt(snapshots.id, before.id)),
						)
					: undefined,
			),
		)
		.orderBy(desc(snapshots.createdAt), desc(snapshots.id))
		.limit(limit);
}

/** The packed input of a snapshot that is stored whole, as JSON text; of some entrants only where they are named. */
export async function findWholeInputs(
	db: Database,
	id: string,
	entrants?: readonly string[],
): Promise<string | undefined> {
	const some = sql`jsonb_set(${snapshots.inputs}, '{entrants}', coalesce((
		select jsonb_agg(entrant order by entrant ->> 'id' collate "C")
		from jsonb_array_elements(${snapshots.inputs} -> 'entrants') entrant
		where entrant ->> 'id' in (select jsonb_array_elements_text(${JSON.stringify(entrants ?? [])}::text::jsonb))), '[]'))`;
	const [row] = await db
		.select({ inputs: sql<string | null>`(${entrants ? some : sql`${snapshots.inputs}`})::text` })
		.from(snapshots)
		.where(eq(snapshots.id, id));
	return row?.inputs ?? undefined;
}

/**
 * What the models' slopes of length are on the current snapshots of the judge version's boards of other benchmark versions,
 * in canonical order; boards of earlier rules have none until they are computed again.
 */
export async function listOtherSlopes(db: Database, key: BoardKey): Promise<readonly SlopeSums[]> {
	const rows = await db
		.select({ slopes: snapshots.slopes })
		.from(boards)
		.innerJoin(snapshots, eq(snapshots.id, boards.snapshotId))
		.where(
			and(
				eq(boards.judgeVersionId, key.judgeVersionId),
				ne(boards.benchmarkVersionId, key.benchmarkVersionId),
				isNotNull(snapshots.slopes),
			),
		)
		.orderBy(asc(boards.benchmarkVersionId));
	return rows.flatMap(({ slopes }) => slopes ?? []);
}

/** What the board of a snapshot that is stored whole took from other boards when it was computed; undefined where it took nothing. */
export async function findWholeOtherBoards(
	db: Database,
	id: string,
): Promise<SlopeSums | undefined> {
	const [row] = await db
		.select({ otherBoards: sql<SlopeSums | null>`${snapshots.inputs} -> 'otherBoards'` })
		.from(snapshots)
		.where(eq(snapshots.id, id));
	return row?.otherBoards ?? undefined;
}

/** Slices of a snapshot that are stored as they are, by canonical name, the rows parsed. */
export async function findSlices(db: Database, snapshotId: string, slices: readonly string[]) {
	const rows = await db
		.select({
			slice: snapshotSlices.slice,
			questions: snapshotSlices.questions,
			rows: snapshotSlices.rows,
			rules: snapshotSlices.rules,
		})
		.from(snapshotSlices)
		.where(
			and(eq(snapshotSlices.snapshotId, snapshotId), inArray(snapshotSlices.slice, [...slices])),
		)
		.orderBy(asc(snapshotSlices.slice));
	return new Map(rows.map((row) => [row.slice, row]));
}

/** What every rule makes of a slice that is stored as it is, as JSON text; undefined where that is not stored. */
export async function findSliceRules(
	db: Database,
	snapshotId: string,
	slice: string,
): Promise<string | undefined> {
	const [row] = await db
		.select({ rules: sql<string | null>`${snapshotSlices.rules}::text` })
		.from(snapshotSlices)
		.where(and(eq(snapshotSlices.snapshotId, snapshotId), eq(snapshotSlices.slice, slice)));
	return row?.rules ?? undefined;
}

/** Adds to a stored slice of earlier rules what every rule makes of it; what it has is left as it is. */
export async function storeSliceRules(
	db: Database,
	snapshotId: string,
	{ slice, rules }: Pick<SliceRows, 'slice' | 'rules'>,
): Promise<void> {
	await db
		.update(snapshotSlices)
		.set({ rules: sql`${rules}::text::jsonb` })
		.where(
			and(
				eq(snapshotSlices.snapshotId, snapshotId),
				eq(snapshotSlices.slice, slice),
				isNull(snapshotSlices.rules),
			),
		);
}

/** One submission's row in slices that are stored as they are, by canonical name; slices without it are left out. */
export async function findEntrantRows(
	db: Database,
	scope: {
		readonly snapshotId: string;
		readonly submissionId: string;
		readonly slices: readonly string[];
	},
): Promise<ReadonlyMap<string, unknown>> {
	if (scope.slices.length === 0) return new Map();
	const row = sql<unknown>`(select entrant from jsonb_array_elements(${snapshotSlices.rows}) entrant
		where entrant ->> 'id' = ${scope.submissionId} limit 1)`;
	const rows = await db
		.select({ slice: snapshotSlices.slice, row })
		.from(snapshotSlices)
		.where(
			and(
				eq(snapshotSlices.snapshotId, scope.snapshotId),
				inArray(snapshotSlices.slice, [...scope.slices]),
			),
		);
	return new Map(rows.flatMap(({ slice, row: own }) => (own === null ? [] : [[slice, own]])));
}
