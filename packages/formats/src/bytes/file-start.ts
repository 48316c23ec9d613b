import { LINE_FEED } from './ascii.ts';
import { type CsvHeader, isSeparatorLine, readCsvHeader } from './csv-header.ts';
import { describeBinary } from './binary-kinds.ts';
import type { Problem, ReasonCode } from '../checks/problem.ts';

const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const UTF16_LITTLE = [0xff, 0xfe];
const UTF16_BIG = [0xfe, 0xff];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

const PARQUET = [0x50, 0x41, 0x52, 0x31];
const PARQUET_ENCRYPTED = [0x50, 0x41, 0x52, 0x45];
const PDF = [0x25, 0x50, 0x44, 0x46];

/** The longest first line that is looked at. */
const FIRST_LINE_BYTES = 1_024;
const MAGIC_BYTES = 4;

/** Whether `readFileStart` has seen all that it looks at: the first line that is not blank, or as much of it as it reads. */
export function isFileStart(head: Uint8Array): boolean {
	if (head.length < MAGIC_BYTES) return false;
	if (isParquet(head)) return true;
	if (startsWith(head, ZIP)) return head.length >= FIRST_LINE_BYTES;
	if (head.length >= FIRST_LINE_BYTES) return true;
	const start = findText(head);
	const end = start === -1 ? -1 : head.indexOf(LINE_FEED, start);
	if (end === -1) return false;
	const isSeparator = isSeparatorLine(new TextDecoder().decode(head.subarray(start)));
	return !isSeparator || head.includes(LINE_FEED, end + 1);
}

export type FileStart =
	| { readonly kind: 'text'; readonly skip: number }
	| { readonly kind: 'refused'; readonly problem: Problem };

/**
 * Tells text from what people upload by mistake, from a file's first bytes. `skip`: length of the byte order mark; `example`:
 * a record that the file could hold.
 */
export function readFileStart(head: Uint8Array, example: string = EXAMPLE): FileStart {
	const cure = `write it as JSONL, one JSON object on a line, such as ${example}.`;
	if (isOffice(head)) {
		return refuse(
			'not-json',
			'The file is an Office file, such as XLSX; save its table as CSV (UTF-8).',
		);
	}
	if (startsWith(head, GZIP) || startsWith(head, ZIP)) {
		return refuse(
			'compressed',
			'The file is compressed (gzip or zip) where plain JSON text is needed; files of answers may be packed with gzip, not with zip.',
		);
	}
	if (isParquet(head)) return refuse('not-json', `The file is Parquet; ${cure}`);
	if (startsWith(head, PDF)) return refuse('not-json', `The file is a PDF; ${cure}`);
	const binary = describeBinary(head);
	if (binary !== undefined) return refuse('not-json', binary);
	const isUtf16 = startsWith(head, UTF16_LITTLE) || startsWith(head, UTF16_BIG);
	if (isUtf16 || (head.length > 1 && (head[0] === 0) !== (head[1] === 0))) {
		return refuse('invalid-utf8', 'The file is UTF-16 text; it must be saved as UTF-8.');
	}
	const skip = startsWith(head, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
	const words = describeOther(new TextDecoder().decode(readFirstText(head.subarray(skip))));
	return words === undefined
		? { kind: 'text', skip }
		: refuse('not-json', `The file is ${words}; ${cure}`);
}

const EXAMPLE = '{"question_id": "…", "response": "…"}';

/** How a file begins that is CSV, with a line of column names of which one is `columns`', or one that people use. */
export function findCsvHeader(
	bytes: Uint8Array,
	columns: readonly string[] = [],
): CsvHeader | undefined {
	const head = bytes.subarray(0, FIRST_LINE_BYTES + BYTE_ORDER_MARK.length);
	const skip = startsWith(head, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
	return readCsvHeader(new TextDecoder().decode(readHeaderLines(head.subarray(skip))), columns);
}

/** The first line that is not blank, or the one behind it too where the first says what separates cells. */
function readHeaderLines(head: Uint8Array): Uint8Array {
	const first = readFirstText(head);
	if (!isSeparatorLine(new TextDecoder().decode(first))) return first;
	const second = readFirstLine(head.subarray(first.length));
	return head.subarray(0, first.length + second.length);
}

/** Whether a file is Parquet, or was encrypted as such, by its first four bytes. */
export function isParquet(head: Uint8Array): boolean {
	return startsWith(head, PARQUET) || startsWith(head, PARQUET_ENCRYPTED);
}

/** With its end, so that any way of cutting a file gives the same. */
function readFirstLine(head: Uint8Array): Uint8Array {
	const end = head.indexOf(LINE_FEED);
	return head.subarray(0, Math.min(end === -1 ? head.length : end + 1, FIRST_LINE_BYTES));
}

/** The first line that is not blank. */
function readFirstText(head: Uint8Array): Uint8Array {
	return readFirstLine(head.subarray(Math.max(0, findText(head))));
}

/** Where the first byte stands that is no white space; -1 without one. */
function findText(head: Uint8Array): number {
	return head.subarray(0, FIRST_LINE_BYTES).findIndex((byte) => !BLANKS.has(byte));
}

const BLANKS: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** What a text is that is no JSON, by its first line; undefined where it may be JSON. */
function describeOther(start: string): string | undefined {
	if (/^<(?:!doctype html|html|head|body|\?xml)\b/i.test(start)) return 'a page of HTML or XML';
	if (readCsvHeader(start) || isSeparatorLine(start)) return 'CSV';
	if (start.startsWith('version https://git-lfs'))
		return 'a pointer of Git LFS, without the data (get them with "git lfs pull")';
	if (/^[A-Za-z_][\w-]{0,60}:(?:\s|$)/.test(start)) return 'YAML';
	return undefined;
}

/** A zip whose first file is one of an Office file; its name stands behind 30 bytes. */
function isOffice(head: Uint8Array): boolean {
	if (!startsWith(head, ZIP)) return false;
	const name = new TextDecoder().decode(head.subarray(30, 50));
	return /^(?:\[Content_Types\]|_rels\/|xl\/|docProps\/)/.test(name);
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
	return magic.every((byte, index) => head[index] === byte);
}

function refuse(reason: ReasonCode, message: string): FileStart {
	return { kind: 'refused', problem: { reason, message } };
}
