import { isBlankByte } from './ascii.ts';
import { createArraySplitter } from './array-splitter.ts';
import { findInnerList } from './find-list.ts';
import { createJsonCursor } from './json-cursor.ts';
import { createLineSplitter } from './line-splitter.ts';
import type { RawRow, Splitter, SplitterStart } from './raw-row.ts';
import { createSequenceSplitter } from './sequence-splitter.ts';

const OPEN_OBJECT = 0x7b;

/**
 * Cuts a file that begins with an object. The end of that object decides: on its own line another one follows, and the file is
 * JSONL; over several lines, a sequence of objects; alone, a record or an object with the records in a list under some key. At
 * most one record's bytes are kept until then; a longer object can only hold a list.
 */
export function createObjectSplitter(start: SplitterStart): Splitter {
	const cursor = createJsonCursor();
	let held: Uint8Array[] = [];
	let heldBytes = 0;
	let isClosed = false;
	let body: Splitter | undefined;

	function replay(splitter: Splitter, from = 0): readonly RawRow[] {
		const bytes = join(held, heldBytes);
		held = [];
		body = splitter;
		return splitter.push(bytes.subarray(from));
	}

	function openList(): readonly RawRow[] | undefined {
		const list = findInnerList(join(held, heldBytes));
		if (!list) return undefined;
		const { line, offset, recordBytes } = start;
		const place = { line: line + list.lines, offset: offset + list.at, recordBytes };
		return replay(unwrap(createArraySplitter(place)), list.at);
	}

	/** What the first object's bytes say so far; undefined while they say nothing. */
	function decide(chunk: Uint8Array): 'lines' | 'sequence' | undefined {
		for (const byte of chunk) {
			if (isClosed) {
				if (isBlankByte(byte)) continue;
				return cursor.hasLineFeed() && byte === OPEN_OBJECT ? 'sequence' : 'lines';
			}
			if (cursor.step(byte) === 'broken') return 'lines';
			isClosed = cursor.depth() === 0;
		}
		return undefined;
	}

	return {
		push(chunk) {
			if (body !== undefined) return body.push(chunk);
			// By the byte, so that any way of cutting a file gives the same.
			const looked = chunk.subarray(0, start.recordBytes - heldBytes);
			held.push(Uint8Array.prototype.slice.call(looked));
			heldBytes += looked.length;
			const kind = decide(looked);
			if (kind === undefined && looked.length === chunk.length) return [];
			const rows =
				kind === undefined
					? (openList() ?? replay(createLineSplitter(start)))
					: replay(SPLITTERS[kind](start));
			return [...rows, ...pushTo(body, chunk.subarray(looked.length))];
		},
		end() {
			if (body !== undefined) return body.end();
			const isSpread = cursor.hasLineFeed();
			const rows = (isClosed ? openList() : undefined) ?? replay(splitterOf(isSpread, start));
			return [...rows, ...endOf(body)];
		},
	};
}

const SPLITTERS = { lines: createLineSplitter, sequence: createSequenceSplitter } as const;

function pushTo(splitter: Splitter | undefined, rest: Uint8Array): readonly RawRow[] {
	return splitter?.push(rest) ?? [];
}

function endOf(splitter: Splitter | undefined): readonly RawRow[] {
	return splitter?.end() ?? [];
}

/** One object alone, whole or cut. */
function splitterOf(isSpread: boolean, start: SplitterStart): Splitter {
	return isSpread ? createSequenceSplitter(start) : createLineSplitter(start);
}

/** What follows the list belongs to the object around it. */
function unwrap(list: Splitter): Splitter {
	const withoutRest = (rows: readonly RawRow[]) =>
		rows.filter(({ isBehindArray }) => !isBehindArray);
	return {
		push: (chunk) => withoutRest(list.push(chunk)),
		end: () => withoutRest(list.end()),
	};
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
	const joined = new Uint8Array(length);
	let at = 0;
	for (const part of parts) {
		joined.set(part, at);
		at += part.length;
	}
	return joined;
}
