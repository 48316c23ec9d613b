import { and, eq, inArray, isNotNull, ne, notExists } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { boards, snapshotParts, snapshots, snapshotSlices } from '../../schema/boards.ts';
import { inBatches } from '../paging/in-batches.ts';

/** A part by the SHA-256 (hex) of its text, and the text compressed. */
export type PackedPart = { readonly hash: string; readonly body: Uint8Array };

/** Which of these parts no snapshot has stored yet. A stored part stays, so that the answer holds until they are inserted. */
export async function listMissingParts(
	db: Database,
	hashes: readonly string[],
): Promise<ReadonlySet<string>> {
	if (hashes.length === 0) return new Set();
	const rows = await db
		.select({ hash: snapshotParts.hash })
		.from(snapshotParts)
		.where(inArray(snapshotParts.hash, [...hashes]));
	return new Set(hashes).difference(new Set(rows.map(({ hash }) => hash)));
}

/** Stores parts; those that are there are left as they are. */
export async function storeParts(db: Database, parts: readonly PackedPart[]): Promise<void> {
	// In one order, so that two processes that store the same parts wait for each other and never both.
	const sorted = parts.toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
	await inBatches(sorted, (batch) => db.insert(snapshotParts).values(batch).onConflictDoNothing());
}

/** The compressed index of a snapshot's parts; undefined of one that is stored whole, and where there is none. */
export async function findContents(db: Database, id: string): Promise<Uint8Array | undefined> {
	const [row] = await db
		.select({ contents: snapshots.contents })
		.from(snapshots)
		.where(eq(snapshots.id, id));
	return row?.contents ?? undefined;
}

/** Compressed texts of parts by hash. */
export async function findParts(
	db: Database,
	hashes: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
	if (hashes.length === 0) return new Map();
	const rows = await db
		.select()
		.from(snapshotParts)
		.where(inArray(snapshotParts.hash, [...hashes]));
	return new Map(rows.map(({ hash, body }) => [hash, body]));
}

/**
 * Deletes those of the named slices of a snapshot that its index has, unless a board shows the snapshot. The overall slice
 * stays; a combination of filters is in no index and stays, since it is what it was when it was first read.
 *
 * @param names slices that every index of the benchmark version and this version of the rules has
 */
export async function dropIndexedSlices(
	db: Database,
	{ id, codeVersion }: { readonly id: string; readonly codeVersion: string },
	names: readonly string[],
): Promise<void> {
	if (names.length === 0) return;
	const isIndexed = db
		.select({ id: snapshots.id })
		.from(snapshots)
		.where(
			and(
				eq(snapshots.id, id),
				isNotNull(snapshots.contents),
				eq(snapshots.codeVersion, codeVersion),
			),
		);
	const shown = db.select({ id: boards.snapshotId }).from(boards).where(eq(boards.snapshotId, id));
	await db
		.delete(snapshotSlices)
		.where(
			and(
				inArray(snapshotSlices.snapshotId, isIndexed),
				inArray(snapshotSlices.slice, [...names]),
				ne(snapshotSlices.slice, 'overall'),
				notExists(shown),
			),
		);
}
