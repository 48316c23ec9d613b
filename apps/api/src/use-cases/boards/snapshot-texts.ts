import type { SlopeSums } from '@codejoust/arena/outcomes/slope-sums';
import {
	chooseEntrants,
	joinInputs,
	type JoinedSlice,
	type PartTexts,
	readIndexedSlice,
} from '@codejoust/board/join-snapshot';
import { unpackText } from './packed-text.ts';
import type { SnapshotIndex } from '@codejoust/board/split-snapshot';
import type { Database } from '@codejoust/db/connect';
import { findContents, findParts } from '@codejoust/db/queries/boards/snapshot-parts';
import {
	findEntrantRows,
	findSliceRules,
	findSlices,
	findWholeInputs,
	findWholeOtherBoards,
} from '@codejoust/db/queries/boards/snapshots';

/** The packed inputs of a snapshot as JSON text; of some entrants only where they are named. Throws without the snapshot. */
export async function readInputs(
	db: Database,
	id: string,
	some?: readonly string[],
): Promise<string> {
	const index = await readIndex(db, id);
	if (!index) {
		const inputs = await findWholeInputs(db, id, some);
		if (inputs === undefined) throw new Error(`snapshot ${id} vanished`);
		return inputs;
	}
	const chosen = chooseEntrants(index.entrants, some).map(({ entries }) => entries);
	return joinInputs(index, await readParts(db, [index.head, ...chosen]), some);
}

/** What a snapshot's board took from other boards when it was computed; undefined where it took nothing. */
export async function readOtherBoards(db: Database, id: string): Promise<SlopeSums | undefined> {
	const index = await readIndex(db, id);
	return index ? index.otherBoards : findWholeOtherBoards(db, id);
}

/**
 * Slices of a snapshot by canonical name, as they were stored when it was published or first read; one that was never stored is left
 * out. The same whether its board still shows the snapshot or not.
 */
export async function readSlices(
	db: Database,
	id: string,
	names: readonly string[],
): Promise<ReadonlyMap<string, JoinedSlice>> {
	const stored = await findSlices(db, id, names);
	const missing = names.filter((name) => !stored.has(name));
	const indexed = missing.length > 0 ? await readIndexed(db, id, missing) : [];
	return new Map([
		// Written by `publishBoard` and `readSlice`, nowhere else.
		...[...stored].map(([name, slice]) => [name, slice as JoinedSlice] as const),
		...indexed.map((slice) => [slice.slice, slice] as const),
	]);
}

/** What every rule makes of a slice, as JSON text; undefined where that was never stored. */
export async function readSliceRules(
	db: Database,
	id: string,
	name: string,
): Promise<string | undefined> {
	const stored = await findSliceRules(db, id, name);
	if (stored !== undefined) return stored;
	const rules = (await readSlices(db, id, [name])).get(name)?.rules ?? undefined;
	return rules && JSON.stringify(rules);
}

/** One submission's row in slices of a snapshot, by canonical name; slices without it are left out. */
export async function readEntrantRows(
	db: Database,
	{
		snapshotId,
		submissionId,
		slices,
	}: {
		readonly snapshotId: string;
		readonly submissionId: string;
		readonly slices: readonly string[];
	},
): Promise<ReadonlyMap<string, unknown>> {
	const stored = await findEntrantRows(db, { snapshotId, submissionId, slices });
	const missing = slices.filter((name) => !stored.has(name));
	const indexed = missing.length > 0 ? await readIndexed(db, snapshotId, missing) : [];
	const found = indexed.flatMap(({ slice, rows }) => {
		const own = rows.find((row) => (row as { readonly id: string }).id === submissionId);
		return own === undefined ? [] : [[slice, own] as const];
	});
	return new Map([...stored, ...found]);
}

async function readIndexed(
	db: Database,
	id: string,
	names: readonly string[],
): Promise<readonly JoinedSlice[]> {
	const index = await readIndex(db, id);
	const wanted = new Set(names);
	if (!index?.slices.some(({ slice }) => wanted.has(slice))) return [];
	const texts = await readParts(
		db,
		index.entrants.map(({ figures }) => figures),
	);
	return names.flatMap((name) => readIndexedSlice(index, texts, name) ?? []);
}

async function readIndex(db: Database, id: string): Promise<SnapshotIndex | undefined> {
	const contents = await findContents(db, id);
	// Written by `splitSnapshot`.
	return contents && (JSON.parse(await unpackText(contents)) as SnapshotIndex);
}

async function readParts(db: Database, hashes: readonly string[]): Promise<PartTexts> {
	const parts = await findParts(db, hashes);
	const texts = [...parts].map(async ([hash, body]) => [hash, await unpackText(body)] as const);
	return new Map(await Promise.all(texts));
}
