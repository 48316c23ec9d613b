import { LINE_FEED, isBlankByte } from './ascii.ts';
import { createArraySplitter } from './array-splitter.ts';
import { isFileStart, readFileStart } from './file-start.ts';
import { createLineSplitter } from './line-splitter.ts';
import type { Problem } from '../checks/problem.ts';
import type { RawRow, Splitter } from './raw-row.ts';

const OPEN_LIST = 0x5b;

export type FileSplitter = {
	readonly push: (chunk: Uint8Array) => readonly RawRow[];
	readonly end: () => readonly RawRow[];
	/** Why the file is not text at all; known after its first bytes. */
	readonly refusal: () => Problem | undefined;
};

/**
 * Cuts a file into records; its first bytes decide whether it is JSONL or one JSON array. `example`: a record, for the
 * sentence that refuses another kind of file.
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
			if (!isBlankByte(byte)) return startBody(chunk.subarray(at), byte === OPEN_LIST);
			if (byte === LINE_FEED) line += 1;
			offset += 1;
		}
		return [];
	}

	function startBody(rest: Uint8Array, isArray: boolean): readonly RawRow[] {
		const skip = isArray ? 1 : 0;
		const from = { line, offset: offset + skip, recordBytes };
		body = isArray ? createArraySplitter(from) : createLineSplitter(from);
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
