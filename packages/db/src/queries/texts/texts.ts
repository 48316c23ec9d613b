import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { texts } from '../../schema/texts.ts';
import { inBatches } from '../paging/in-batches.ts';
import { forEachBody, packText, readBody } from './packed-texts.ts';

export type NewText = { readonly hash: string; readonly body: string };

/** Stores each text once, as it is. Sorted by hash, so that two writers never wait for each other in a circle. */
export async function storeTexts(db: Database, newTexts: readonly NewText[]): Promise<void> {
	for (const batch of byLength(inOrder(newTexts))) {
		await db.execute(sql`
			insert into texts (hash, body, characters)
			select decode(hash, 'hex'), body, char_length(body)
			from json_to_recordset(${JSON.stringify(batch)}::text::json) as given(hash text, body text)
			order by hash
			on conflict do nothing`);
		await unpackStored(
			db,
			batch.map(({ hash }) => hash),
		);
	}
}

/** Stores what judges said: each text once, packed where that makes it smaller. */
export async function storeReplies(db: Database, replies: readonly NewText[]): Promise<void> {
	for (const batch of byLength(inOrder(replies)))
		await db.execute(sql`
			insert into texts (hash, body, packed, characters)
			select decode(hash, 'hex'), body, decode(packed, 'base64'), characters
			from json_to_recordset(${JSON.stringify(batch.map(asStoredReply))}::text::json)
				as given(hash text, body text, packed text, characters integer)
			order by hash
			on conflict do nothing`);
}

/** A reply as it is sent to the database: as it is or packed, and how long it is. */
export function asStoredReply({ hash, body }: NewText) {
	const packed = packText(body);
	const characters = countCharacters(body);
	return packed === undefined
		? { hash, body, characters }
		: { hash, packed: packed.toString('base64'), characters };
}

function inOrder(newTexts: readonly NewText[]): readonly NewText[] {
	const byHash = new Map(newTexts.map((text) => [text.hash, text]));
	return [...byHash.values()].sort((a, b) => (a.hash < b.hash ? -1 : 1));
}

/**
 * Writes down texts that nobody has given: their hash, length and why, as of a text whose body was taken away. One that is there
 * as a judge's reply is unpacked, since SQL reads answers.
 */
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
	await unpackStored(
		tx,
		absent.map(({ hash }) => hash),
	);
}

/** A judge may have said what somebody answers. */
async function unpackStored(db: Database, hashes: readonly string[]): Promise<void> {
	await inBatches(hashes, async (batch) => {
		const isPacked = and(inArray(texts.hash, batch), isNotNull(texts.packed));
		for (const row of await db.select().from(texts).where(isPacked))
			await db
				.update(texts)
				.set({ body: readBody(row), packed: null })
				.where(and(eq(texts.hash, row.hash), isNotNull(texts.packed)));
	});
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
		.select({
			hash: texts.hash,
			body: texts.body,
			packed: texts.packed,
			characters: texts.characters,
		})
		.from(texts)
		.where(inArray(texts.hash, [...hashes]));
	const bodies = new Map<string, string | null>();
	await forEachBody(rows, ({ hash }, body) => bodies.set(hash, body));
	return bodies;
}
