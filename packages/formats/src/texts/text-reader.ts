import { shortenValue } from '@codejoust/arena/text/printable';
import type { RawRow } from '../bytes/raw-row.ts';
import { createFileSplitter } from '../bytes/splitter.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';
import { describeBytes } from '../checks/limits.ts';
import { type FieldText, textsOf } from './text-fields.ts';

/** One line of a JSONL file (or one item of a JSON array): its texts, or why it has none. */
export type TextRow =
	| { readonly kind: 'texts'; readonly line: number; readonly texts: readonly FieldText[] }
	| {
			readonly kind: 'unread';
			readonly line: number;
			readonly reason: UnreadReason;
			readonly says: string;
	  };

/** Why a line is not read. Closed: each is counted apart. */
export const UNREAD_REASONS = ['too-long', 'not-utf8', 'not-json', 'unknown-shape'] as const;
export type UnreadReason = (typeof UNREAD_REASONS)[number];

export type TextReader = {
	/** The rows that the chunk completes. The chunk may be reused afterwards. */
	readonly push: (chunk: Uint8Array) => Iterable<TextRow>;
	readonly end: () => Iterable<TextRow>;
	/** Why the file is not JSONL at all, in a sentence; known after its first bytes. */
	readonly refusal: () => string | undefined;
};

/** Bytes of one line. A longer one is passed over without being kept. */
export const TEXT_LINE_BYTES = 16 * 1024 * 1024;

const EXAMPLE = '{"text": "…"}';

/**
 * Reads the texts of a file of any size, chunk by chunk: JSONL or one JSON array of objects or texts, in UTF-8, with or
 * without a byte order mark, CRLF and blank lines. Memory is bounded by one line.
 */
export function createTextReader(
	options: { readonly fields?: readonly string[] } = {},
): TextReader {
	const splitter = createFileSplitter(TEXT_LINE_BYTES, EXAMPLE);
	function* read(raws: readonly RawRow[]): Generator<TextRow> {
		for (const raw of raws) {
			const row = readTextRow(raw, options.fields);
			if (row !== undefined) yield row;
		}
	}
	return {
		push: (chunk) => read(splitter.push(chunk)),
		end: () => read(splitter.end()),
		refusal: () => splitter.refusal()?.message,
	};
}

function readTextRow(
	{ line, bytes, isBehindArray, item, isEnded }: RawRow,
	fields: readonly string[] | undefined,
): TextRow | undefined {
	const unread = (reason: UnreadReason, says: string): TextRow => ({
		kind: 'unread',
		line,
		reason,
		says,
	});
	if (bytes === undefined)
		return unread('too-long', `it has more than ${describeBytes(TEXT_LINE_BYTES)}`);
	if (isBehindArray) return unread('not-json', 'text follows after the end of the JSON array');
	const reading = decodeUtf8(bytes);
	if (reading.kind === 'invalid')
		return unread('not-utf8', `byte ${reading.at + 1} of the line is not valid UTF-8`);
	const parsed = parse(reading.text);
	if (parsed === undefined) {
		if (reading.text.trim() === '')
			return item === undefined || isEnded ? undefined : unread('not-json', CUT);
		return unread('not-json', `it begins with ${quoteStart(reading.text)}`);
	}
	const texts = textsOf(parsed.value, fields);
	return texts === undefined
		? unread('unknown-shape', describeShape(parsed.value))
		: { kind: 'texts', line, texts };
}

const CUT = 'the file ends before the JSON array does';

function parse(text: string): { readonly value: unknown } | undefined {
	try {
		return { value: JSON.parse(text) };
	} catch {
		return undefined;
	}
}

function quoteStart(text: string): string {
	return `"${shortenValue(text.trimStart(), 40)}"`;
}

const SHOWN_FIELDS = 8;

function describeShape(value: unknown): string {
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		return `it is ${Array.isArray(value) ? 'a list' : `the value ${shortenValue(value)}`}`;
	const names = Object.keys(value);
	const shown = names.slice(0, SHOWN_FIELDS).map((name) => shortenValue(name, 40));
	const rest = names.length - shown.length;
	if (names.length === 0) return 'it has no fields';
	return `its fields are ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
