import { LINE_FEED, isBlankByte } from './ascii.ts';
import { createArraySplitter } from './array-splitter.ts';
import { isFileStart, readFileStart } from './file-start.ts';
import { createLineSplitter } from './line-splitter.ts';
import type { Problem } from '../checks/problem.ts';
import { createObjectSplitter } from './object-splitter.ts';
import type { RawRow, Splitter, SplitterStart } from './raw-row.ts';

const OPEN_LIST = 0x5b;
const OPEN_OBJECT = 0x7b;

export type FileSplitter = {
	readonly push: (chunk: Uint8Array) => readonly RawRow[];
	readonly end: () => readonly RawRow[];
	/** Why the file is not text at all; known after its first bytes. */
	readonly refusal: () => Problem | undefined;
};

/** By the first byte of a text; the others are lines. */
const SPLITTERS: ReadonlyMap<number, (start: SplitterStart) => Splitter> = new Map([
	[OPEN_LIST, createArraySplitter],
	[OPEN_OBJECT, createObjectSplitter],
]);

/**
 * Cuts a file into records; its first bytes decide whether it is JSONL, one JSON array, or an object with a list in it.
 * `example`: a record, for the sentence that refuses another kind of file.
 */
export function createFileSplitter(recordBytes: number, example?: string): FileSplitter {
	let head = new Uint8Array();
	let isStarted = false;
	let refusal: Problem | undefined;
	let body: Splitter | undefined;
	let line = 1;
	let offset = 0;

	function start(): readonly RawRow[] {
		isStarted = true;
		const opening = readFileStart(head, example);
		if (opening.kind === 'refused') {
			refusal = opening.problem;
			return [];
		}
		offset = opening.skip;
		return pushText(head.subarray(opening.skip));
	}

	function pushText(chunk: Uint8Array): readonly RawRow[] {
		if (body !== undefined) return body.push(chunk);
		for (let at = 0; at < chunk.length; at += 1) {
			const byte = chunk[at] ?? 0;
			if (!isBlankByte(byte)) return startBody(chunk.subarray(at), byte);
			if (byte === LINE_FEED) line += 1;
			offset += 1;
		}
		return [];
	}

	function startBody(rest: Uint8Array, first: number): readonly RawRow[] {
		const skip = first === OPEN_LIST ? 1 : 0;
		const create = SPLITTERS.get(first) ?? createLineSplitter;
		body = create({ line, offset: offset + skip, recordBytes });
		return body.push(rest.subarray(skip));
	}

	return {
		push(chunk) {
			if (refusal !== undefined) return [];
			if (isStarted) return pushText(chunk);
			const joined = new Uint8Array(head.length + chunk.length);
			joined.set(head);
			joined.set(chunk, head.length);
			head = joined;
			return isFileStart(head) ? start() : [];
		},
		end() {
			const first = isStarted ? [] : start();
			return [...first, ...(body?.end() ?? [])];
		},
		refusal: () => refusal,
	};
}
