import type { Place } from '../checks/problem.ts';

/** The bytes of one record, before anything is known of them. */
export type RawRow = Place & {
	/** Offset of the first byte in the file. */
	readonly offset: number;
	/** Absent when the record is longer than the limit. */
	readonly bytes?: Uint8Array;
	/** False when the file ends inside the record (or, in JSONL, without a line end). */
	readonly isEnded: boolean;
	/** Text that stands behind the end of a JSON array. */
	readonly isBehindArray?: true;
};

/** Cuts a file into records, chunk by chunk. */
export type Splitter = {
	readonly push: (chunk: Uint8Array) => readonly RawRow[];
	readonly end: () => readonly RawRow[];
};

/** Where a splitter starts: after the byte order mark and leading blank lines. */
export type SplitterStart = {
	readonly line: number;
	readonly offset: number;
	readonly recordBytes: number;
};
