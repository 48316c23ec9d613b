import { and, asc, eq, inArray, isNotNull, notExists, notInArray, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { boards, snapshots, snapshotSlices } from '../../schema/boards.ts';
import { dropIndexedSlices, type PackedPart, storeParts } from './snapshot-parts.ts';

/** The oldest snapshot that is stored whole and that no board shows, but for those named; its inputs as JSON text. */
export async function findWholeSnapshot(db: Database, but: readonly string[]) {
	const shown = db
		.select({ id: boards.snapshotId })
		.from(boards)
		.where(eq(boards.snapshotId, snapshots.id));
	const [row] = await db
		.select({
			id: snapshots.id,
			benchmarkVersionId: snapshots.benchmarkVersionId,
			codeVersion: snapshots.codeVersion,
			inputsHash: snapshots.inputsHash,
			inputs: sql<string>`${snapshots.inputs}::text`,
		})
		.from(snapshots)
		.where(
			and(
				isNotNull(snapshots.inputs),
				notExists(shown),
				but.length > 0 ? notInArray(snapshots.id, [...but]) : undefined,
			),
		)
		.orderBy(asc(snapshots.createdAt), asc(snapshots.id))
		.limit(1);
	return row;
}

/** Slices of a snapshot that are stored as they are, in the order of the names, as JSON texts; those that are not are left out. */
export async function listWholeSlices(db: Database, id: string, names: readonly string[]) {
	const rows = await db
		.select({
			slice: snapshotSlices.slice,
			questions: snapshotSlices.questions,
			rows: sql<string>`${snapshotSlices.rows}::text`,
			rules: sql<string | null>`${snapshotSlices.rules}::text`,
		})
		.from(snapshotSlices)
		.where(and(eq(snapshotSlices.snapshotId, id), inArray(snapshotSlices.slice, [...names])));
	const byName = new Map(rows.map((row) => [row.slice, row]));
	return names.flatMap((name) => byName.get(name) ?? []);
}

/** Stores a snapshot as parts instead, with its slices of these names in them; one that already is stays as it is. */
export async function storeInParts(
	db: Database,
	snapshot: { readonly id: string; readonly codeVersion: string },
	split: {
		readonly contents: Uint8Array;
		readonly parts: readonly PackedPart[];
		readonly names: readonly string[];
	},
): Promise<void> {
	await db.transaction(async (tx) => {
		await storeParts(tx, split.parts);
		const changed = await tx
			.update(snapshots)
			.set({ contents: split.contents, inputs: null })
			.where(and(eq(snapshots.id, snapshot.id), isNotNull(snapshots.inputs)))
			.returning({ id: snapshots.id });
		if (changed.length > 0) await dropIndexedSlices(tx, snapshot, split.names);
	});
}
