/** Bytes of a text, as a file would hold it. */
export function toBytes(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}

/** Records as the bytes of a JSONL file. */
export function toJsonl(records: readonly unknown[]): Uint8Array {
	return toBytes(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
}
