import { LINE_FEED, isBlankByte } from './ascii.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const MOST_DEPTH = 64;

/** What a byte of JSON text does to the value that it is in. */
export type JsonStep =
	| 'inside'
	/** A list or an object begins with this byte. */
	| 'opens'
	/** One ends with it. */
	| 'closes'
	/** No JSON text goes on like this. */
	| 'broken';

export type JsonCursor = {
	/** Follows one byte. Not every text that is no JSON is `broken`: its reader finds the rest. */
	readonly step: (byte: number) => JsonStep;
	/** Lists and objects around the next byte. */
	readonly depth: () => number;
	/** Whether a list or an object that just opened stands as the value of a key. */
	readonly isValue: () => boolean;
	/** A line feed was met inside of the value. */
	readonly hasLineFeed: () => boolean;
};

/** Follows JSON text byte by byte without building it; for finding where values begin and end. */
export function createJsonCursor(): JsonCursor {
	const open: ('list' | 'object')[] = [];
	let isInString = false;
	let isEscaped = false;
	let hasLineFeed = false;
	let isValue = false;
	let before = 0;

	function stepString(byte: number): JsonStep {
		if (byte === LINE_FEED) return 'broken';
		if (isEscaped) isEscaped = false;
		else if (byte === BACKSLASH) isEscaped = true;
		else if (byte === QUOTE) isInString = false;
		return 'inside';
	}

	function stepOpening(byte: number): JsonStep {
		const isExpected =
			open.length === 0 ||
			before === COLON ||
			(open.at(-1) === 'list' && (before === OPEN_LIST || before === COMMA));
		if (!isExpected || open.length === MOST_DEPTH) return 'broken';
		isValue = before === COLON;
		open.push(byte === OPEN_LIST ? 'list' : 'object');
		return 'opens';
	}

	function stepOutside(byte: number): JsonStep {
		if (byte === QUOTE) isInString = true;
		else if (byte === OPEN_LIST || byte === OPEN_OBJECT) return stepOpening(byte);
		else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
			const kind = open.pop();
			return (kind === 'list') === (byte === CLOSE_LIST) ? 'closes' : 'broken';
		}
		return 'inside';
	}

	return {
		step(byte) {
			if (isInString) return stepString(byte);
			if (byte === LINE_FEED) hasLineFeed ||= open.length > 0;
			if (isBlankByte(byte)) return 'inside';
			const done = stepOutside(byte);
			before = byte;
			return done;
		},
		depth: () => open.length,
		isValue: () => isValue,
		hasLineFeed: () => hasLineFeed,
	};
}
