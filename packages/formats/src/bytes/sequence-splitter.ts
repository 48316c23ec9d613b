import { LINE_FEED, isBlankByte } from './ascii.ts';
import { createByteGatherer } from './byte-gatherer.ts';
import { type JsonCursor, createJsonCursor } from './json-cursor.ts';
import type { RawRow, Splitter, SplitterStart } from './raw-row.ts';

/**
 * Cuts JSON objects that follow each other, each on several lines, as `jq` prints them. What breaks an object goes on to the
 * end of its line, where the next one may begin.
 */
export function createSequenceSplitter(start: SplitterStart): Splitter {
	const gatherer = createByteGatherer(start.recordBytes);
	let { line, offset } = start;
	let next = offset;
	let rowLine = line;
	let cursor: JsonCursor | undefined;
	let isBroken = false;

	function takeRow(isEnded: boolean): RawRow {
		const bytes = gatherer.take();
		cursor = undefined;
		isBroken = false;
		return { line: rowLine, offset, isEnded, ...(bytes === undefined ? {} : { bytes }) };
	}

	return {
		push(chunk) {
			const rows: RawRow[] = [];
			let from = 0;
			for (let at = 0; at < chunk.length; at += 1) {
				const byte = chunk[at] ?? 0;
				if (byte === LINE_FEED) line += 1;
				if (cursor === undefined) {
					from = at;
					if (isBlankByte(byte)) continue;
					cursor = createJsonCursor();
					rowLine = line;
					offset = next + at;
				}
				if (!isBroken) isBroken = cursor.step(byte) === 'broken' || cursor.depth() === -1;
				const isEnd = isBroken ? byte === LINE_FEED : cursor.depth() === 0 && byte === 0x7d;
				if (!isEnd) continue;
				gatherer.add(chunk.subarray(from, at + 1));
				from = at + 1;
				rows.push(takeRow(true));
			}
			if (cursor !== undefined) gatherer.add(chunk.subarray(from));
			next += chunk.length;
			return rows;
		},
		end: () => (cursor === undefined ? [] : [takeRow(false)]),
	};
}
