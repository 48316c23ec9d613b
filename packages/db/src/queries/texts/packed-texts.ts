import { deflateRawSync, inflateRawSync, type ZlibOptions } from 'node:zlib';
import { REPLY_DICTIONARY } from './reply-dictionary.ts';

/** The first byte of a packed text: raw deflate with the phrases of REPLY_DICTIONARY. */
const DEFLATED_WITH_PHRASES = 1;

/** A longer text keeps the event loop for too long; Postgres compresses it by itself. */
const MOST_CHARACTERS = 64 * 1024;

/** Of UTF-8, for a code point. */
const MOST_BYTES_EACH = 4;

/** Set up for each reply: little memory, since taking and clearing it costs more than the compression of a reply. */
const SMALL_DEFLATE: ZlibOptions = {
	dictionary: REPLY_DICTIONARY,
	level: 5,
	windowBits: 13,
	memLevel: 5,
	chunkSize: 1024,
};

/** Between two turns of the event loop, this much is unpacked. */
const CHARACTERS_PER_TURN = 256 * 1024;

/** What one can have of a stored text: its body, that packed, or neither once it was redacted. */
export type StoredBody = {
	readonly body: string | null;
	readonly packed: Uint8Array | null;
	readonly characters: number;
};

/** The text in fewer bytes; undefined of one that is too long, or hardly becomes smaller. */
export function packText(body: string): Buffer | undefined {
	if (body.length > MOST_CHARACTERS) return undefined;
	const plain = Buffer.from(body);
	const deflated = deflateRawSync(plain, SMALL_DEFLATE);
	if (deflated.length + 1 > 0.9 * plain.length) return undefined;
	return Buffer.concat([Buffer.of(DEFLATED_WITH_PHRASES), deflated]);
}

/** The text that was packed. Reads no more than its characters can take. */
export function unpackText(packed: Uint8Array, characters: number): string {
	if (packed[0] !== DEFLATED_WITH_PHRASES)
		throw new Error(
			`a stored text is packed in way ${packed[0]}, which this version does not know: it was written by a later one`,
		);
	return inflateRawSync(packed.subarray(1), {
		dictionary: REPLY_DICTIONARY,
		maxOutputLength: Math.max(1, characters * MOST_BYTES_EACH),
	}).toString();
}

/** The text of a row; null once it was redacted. */
export function readBody({ body, packed, characters }: StoredBody): string | null {
	return packed === null ? body : unpackText(packed, characters);
}

/** Gives each row to `read` with its text, and lets others have the event loop between many. */
export async function forEachBody<Row extends StoredBody>(
	rows: readonly Row[],
	read: (row: Row, body: string | null) => void,
): Promise<void> {
	let characters = 0;
	for (const row of rows) {
		if (row.packed !== null && (characters += row.characters) > CHARACTERS_PER_TURN) {
			characters = row.characters;
			await new Promise(setImmediate);
		}
		read(row, readBody(row));
	}
}
