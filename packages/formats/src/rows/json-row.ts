import { scanJson } from '../bytes/json-scan.ts';
import { LIMITS, describeBytes } from '../checks/limits.ts';
import { type Place, type Problem, problemAt } from '../checks/problem.ts';
import type { RawRow } from '../bytes/raw-row.ts';
import { repairTexts } from '../checks/repair-text.ts';
import { describeTextFault, findTextFault } from '../checks/text-fault.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** One record of a file, or why it is none. */
export type Row =
	| (Place & {
			readonly kind: 'record';
			readonly record: JsonObject;
			/** Some of its texts had characters that no text can hold. */
			readonly isRepaired?: true;
	  })
	| { readonly kind: 'problem'; readonly problem: Problem };

export type RowOptions = {
	/** Characters that no text can hold become U+FFFD; without it they are a problem. */
	readonly repair?: boolean | undefined;
};

/** Reads the JSON object of one row; undefined for a blank line. */
export function readJsonRow(
	raw: RawRow,
	recordBytes: number,
	options: RowOptions = {},
): Row | undefined {
	if (raw.bytes === undefined) return refuse(raw, 'line-too-long', tooLong(recordBytes));
	if (raw.isBehindArray) return refuse(raw, 'invalid-json', BEHIND_ARRAY);
	const skip = countMarks(raw.bytes);
	const bytes = raw.bytes.subarray(skip);
	const zero = bytes.indexOf(0);
	if (zero !== -1 && !options.repair) {
		return refuse(
			raw,
			'nul-character',
			`byte ${raw.offset + skip + zero} of the file is a NUL byte.`,
		);
	}
	const reading = decodeUtf8(bytes);
	if (reading.kind === 'invalid') {
		if (reading.isCut && !raw.isEnded) return refuse(raw, 'cut', CUT);
		return refuse(raw, 'invalid-utf8', invalidUtf8(raw.offset + skip + reading.at));
	}
	if (zero === -1) return readText(reading.text, raw, options);
	// Inside a string this is the character; elsewhere it is no JSON, as the byte was none.
	const row = readText(reading.text.replaceAll('\u0000', '\\ufffd'), raw, options);
	return row?.kind === 'record' ? { ...row, isRepaired: true } : row;
}

/** Files that were joined have a byte order mark wherever one of them begins. */
function countMarks(bytes: Uint8Array): number {
	let at = 0;
	while (bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
	return at;
}

/** A record that came as a value (a JSON body) instead of bytes. */
export function readValueRow(given: unknown, place: Place, { repair }: RowOptions = {}): Row {
	const { value, isRepaired } = repair ? repairTexts(given) : { value: given, isRepaired: false };
	if (!isJsonObject(value)) return notAnObject(value, place);
	if (isRepaired) return { kind: 'record', ...place, record: value, isRepaired };
	const fault = findTextFault(value);
	if (fault === undefined) return { kind: 'record', ...place, record: value };
	const says = `the field \`${fault.path}\` ${describeTextFault(fault)}.`;
	const { reason, path: field, text } = fault;
	return { kind: 'problem', problem: problemAt(place, { field, value: text, reason, says }) };
}

export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const BEHIND_ARRAY = 'text follows after the end of the JSON array.';
const CUT = 'the file ends inside this record; it seems truncated, so send the whole file again.';
const CUT_ARRAY =
	'the file ends before the JSON array does; it seems truncated, so send the whole file again.';

function readText(text: string, raw: RawRow, options: RowOptions): Row | undefined {
	const place = { line: raw.line, ...(raw.item === undefined ? {} : { item: raw.item }) };
	if (text.trim() === '') return readBlank(raw);
	const scan = scanJson(text, LIMITS.jsonDepth);
	if (scan.isTooDeep) {
		return refuse(raw, 'too-deep', `its JSON nests deeper than ${LIMITS.jsonDepth} levels.`);
	}
	const parsed = parse(text);
	if (parsed === undefined) {
		if (scan.isOpen && !raw.isEnded) return refuse(raw, 'cut', CUT);
		const says = `it is not valid JSON${explain(text, scan.isOpen)}.`;
		return refuse(raw, 'invalid-json', says, text);
	}
	if (raw.item !== undefined && !raw.isEnded) return refuse(raw, 'cut', CUT_ARRAY);
	if (scan.duplicateKey !== undefined) return duplicateKey(scan.duplicateKey, place);
	if (!/\\u(?:[dD][89a-fA-F]|0000)/.test(text) && isJsonObject(parsed.value)) {
		return { kind: 'record', ...place, record: parsed.value };
	}
	return readValueRow(parsed.value, place, options);
}

function readBlank(raw: RawRow): Row | undefined {
	if (raw.item === undefined) return undefined;
	return raw.isEnded
		? refuse(raw, 'invalid-json', 'the JSON array has one comma too many.')
		: refuse(raw, 'cut', CUT_ARRAY);
}

function parse(text: string): { readonly value: unknown } | undefined {
	try {
		return { value: JSON.parse(text) };
	} catch {
		return undefined;
	}
}

function explain(text: string, isOpen: boolean): string {
	const start = text.trimStart();
	if (/^\{\s*'/.test(start)) return ' but looks like a Python dict; write it with json.dumps';
	if (isOpen && start.startsWith('{')) return '; a record must be complete and on one line';
	if (/:\s*-?(?:NaN|Infinity)\b/.test(start)) return '; JSON has no NaN and no Infinity';
	return '';
}

function notAnObject(value: unknown, place: Place): Row {
	const what = isListOfTexts(value) ? LIST_OF_TEXTS : '';
	const says = `a record must be a JSON object with named fields${what}.`;
	return { kind: 'problem', problem: problemAt(place, { value, reason: 'not-an-object', says }) };
}

const LIST_OF_TEXTS =
	'; a list of texts, as BigCode’s evaluation harness writes generations, does not name the question that they answer';

function isListOfTexts(value: unknown): boolean {
	return Array.isArray(value) && value.length > 0 && typeof value[0] === 'string';
}

function duplicateKey(key: string, place: Place): Row {
	const says = 'a key appears twice in one JSON object, so that one of its values would be lost.';
	const details = { field: key, value: key, reason: 'duplicate-key', says } as const;
	return { kind: 'problem', problem: problemAt(place, details) };
}

function tooLong(recordBytes: number): string {
	return `the record is longer than ${describeBytes(recordBytes)}.`;
}

function invalidUtf8(offset: number): string {
	return `byte ${offset} of the file is not valid UTF-8; save the file as UTF-8.`;
}

function refuse(place: Place, reason: Problem['reason'], says: string, value?: string): Row {
	const details = { reason, says, ...(value === undefined ? {} : { value }) };
	return { kind: 'problem', problem: problemAt(place, details) };
}
