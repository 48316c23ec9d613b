import { inArray, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { texts } from '../../schema/texts.ts';
import { inBatches } from '../paging/in-batches.ts';

export type NewText = { readonly hash: string; readonly body: string };

/** Stores each text once. Sorted by hash, so that two writers never wait for each other in a circle. */
export async function storeTexts(db: Database, newTexts: readonly NewText[]): Promise<void> {
	const byHash = new Map(newTexts.map((text) => [text.hash, text]));
	const rows = [...byHash.values()].sort((a, b) => (a.hash < b.hash ? -1 : 1));
	for (const batch of byLength(rows))
		await db.execute(sql`
			insert into texts (hash, body, characters)
			select decode(hash, 'hex'), body, char_length(body)
			from json_to_recordset(${JSON.stringify(batch)}::text::json) as given(hash text, body text)
			order by hash
			on conflict do nothing`);
}

/** Writes down texts that nobody has given: their hash, length and why, as of a text whose body was taken away. */
export async function storeAbsentTexts(
	tx: Database,
	absent: readonly { readonly hash: string; readonly characters: number }[],
	reason: string,
): Promise<void> {
	await inBatches(absent, (batch) =>
		tx.execute(sql`
			insert into texts (hash, body, characters, redacted_at, redaction_reason)
			select decode(hash, 'hex'), null, characters, now(), ${reason}
			from json_to_recordset(${JSON.stringify(batch)}::text::json) as given(hash text, characters integer)
			order by hash
			on conflict do nothing`),
	);
}

/** Of one statement, which holds its texts once more. */
const CHARACTERS_PER_STATEMENT = 2 * 1024 * 1024;

function* byLength(rows: readonly NewText[]): Generator<NewText[]> {
	let [batch, characters]: [NewText[], number] = [[], 0];
	for (const row of rows) {
		batch.push(row);
		characters += row.body.length;
		if (characters < CHARACTERS_PER_STATEMENT) continue;
		yield batch;
		[batch, characters] = [[], 0];
	}
	if (batch.length > 0) yield batch;
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
