import { LINE_FEED } from './ascii.ts';
import { createByteGatherer } from './byte-gatherer.ts';
import type { RawRow, Splitter, SplitterStart } from './raw-row.ts';

/** Cuts JSONL at its line feeds. Blank lines are rows too: their reader skips them. */
export function createLineSplitter(start: SplitterStart): Splitter {
	const gatherer = createByteGatherer(start.recordBytes);
	let { line, offset } = start;
	let next = offset;

	function takeRow(isEnded: boolean): RawRow {
		const bytes = gatherer.take();
		const row = { line, offset, isEnded, ...(bytes === undefined ? {} : { bytes }) };
		line += 1;
		offset = next;
		return row;
	}

	return {
		push(chunk) {
			const rows: RawRow[] = [];
			let from = 0;
			for (let to = chunk.indexOf(LINE_FEED); to !== -1; to = chunk.indexOf(LINE_FEED, from)) {
				gatherer.add(chunk.subarray(from, to));
				next += to + 1 - from;
				from = to + 1;
				rows.push(takeRow(true));
			}
			gatherer.add(chunk.subarray(from));
			next += chunk.length - from;
			return rows;
		},
		end: () => (gatherer.isEmpty() ? [] : [takeRow(false)]),
	};
}
