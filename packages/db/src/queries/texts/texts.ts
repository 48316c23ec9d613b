import { inArray } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { texts } from '../../schema/texts.ts';
import { inBatches } from '../paging/in-batches.ts';

export type NewText = { readonly hash: string; readonly body: string };

/** Stores each text once. Sorted by hash, so that two writers never wait for each other in a circle. */
export async function storeTexts(db: Database, newTexts: readonly NewText[]): Promise<void> {
	const byHash = new Map(newTexts.map((text) => [text.hash, text]));
	const rows = [...byHash.values()]
		.sort((a, b) => (a.hash < b.hash ? -1 : 1))
		.map((text) => ({ ...text, characters: countCharacters(text.body) }));
	await inBatches(rows, (batch) => db.insert(texts).values(batch).onConflictDoNothing());
}

/** Unicode code points, counted without an array of them. */
export function countCharacters(text: string): number {
	let count = 0;
	for (let index = 0; index < text.length; index++) {
		const unit = text.charCodeAt(index);
		if (unit >= 0xd800 && unit <= 0xdbff && index + 1 < text.length) index++;
		count++;
	}
	return count;
}

/** Bodies by hash; null when redacted. */
export async function findTexts(
	db: Database,
	hashes: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
	if (hashes.length === 0) return new Map();
	const rows = await db
		.select({ hash: texts.hash, body: texts.body })
		.from(texts)
		.where(inArray(texts.hash, [...hashes]));
	return new Map(rows.map((row) => [row.hash, row.body]));
}
