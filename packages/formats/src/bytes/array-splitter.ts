import { LINE_FEED, isBlankByte } from './ascii.ts';
import { createByteGatherer } from './byte-gatherer.ts';
import type { RawRow, Splitter, SplitterStart } from './raw-row.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const CLOSE_LIST = 0x5d;

/**
 * Cuts a JSON array (its opening bracket already eaten) into its items without building it. Only brackets, quotes
 * and commas are looked at; whether an item is JSON is for its reader. What follows the array is one more row.
 */
export function createArraySplitter(start: SplitterStart): Splitter {
	const gatherer = createByteGatherer(start.recordBytes);
	let { line, offset } = start;
	let next = offset;
	let item = 1;
	let itemLine = line;
	let depth = 0;
	let isInString = false;
	let isEscaped = false;
	let isClosed = false;
	let isStarted = false;

	function takeRow(isEnded: boolean): RawRow {
		const bytes = isStarted ? gatherer.take() : new Uint8Array();
		const behind = isClosed ? { isBehindArray: true as const } : {};
		const place = { line: isStarted ? itemLine : line, item, offset, isEnded, ...behind };
		item += 1;
		isStarted = false;
		return { ...place, ...(bytes === undefined ? {} : { bytes }) };
	}

	/** Follows one byte; answers whether it ends the item before it. */
	function isSeparator(byte: number): boolean {
		if (isInString) {
			if (isEscaped) isEscaped = false;
			else if (byte === BACKSLASH) isEscaped = true;
			else if (byte === QUOTE) isInString = false;
			return false;
		}
		if (depth === 0 && !isClosed && (byte === COMMA || byte === CLOSE_LIST)) return true;
		if (byte === QUOTE) isInString = true;
		else if (isOpening(byte)) depth += 1;
		else if (isClosing(byte) && depth > 0) depth -= 1;
		return false;
	}

	function begin(at: number): void {
		isStarted = true;
		itemLine = line;
		offset = next + at;
	}

	return {
		push(chunk) {
			const rows: RawRow[] = [];
			let from = 0;
			for (let at = 0; at < chunk.length; at += 1) {
				const byte = chunk[at] ?? 0;
				if (!isStarted && isBlankByte(byte)) {
					if (byte === LINE_FEED) line += 1;
					from = at + 1;
					continue;
				}
				if (isSeparator(byte)) {
					gatherer.add(chunk.subarray(from, at));
					if (isStarted || byte === COMMA || item > 1) rows.push(takeRow(true));
					from = at + 1;
					isClosed = byte === CLOSE_LIST;
					continue;
				}
				if (!isStarted) begin(at);
				if (byte === LINE_FEED) line += 1;
			}
			gatherer.add(chunk.subarray(from));
			next += chunk.length;
			return rows;
		},
		end: () => (isStarted || !isClosed ? [takeRow(isClosed)] : []),
	};
}

function isOpening(byte: number): boolean {
	return byte === 0x5b || byte === 0x7b;
}

function isClosing(byte: number): boolean {
	return byte === CLOSE_LIST || byte === 0x7d;
}
