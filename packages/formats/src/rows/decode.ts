import { type Row, type RowOptions, readJsonRow, readValueRow } from './json-row.ts';
import { LIMITS, describeBytes, groupDigits } from '../checks/limits.ts';
import type { Problem, ReasonCode } from '../checks/problem.ts';
import type { RawRow } from '../bytes/raw-row.ts';
import { createFileSplitter } from '../bytes/splitter.ts';

/** Reads a file chunk by chunk; memory is bounded by one record, whatever the file's size. */
export type LineReader = {
	/** The rows that the chunk completes. The chunk may be reused afterwards. */
	readonly push: (chunk: Uint8Array) => readonly Row[];
	/** The rows that the end of the file completes. Call it once. */
	readonly end: () => readonly Row[];
};

export type DecodeLimits = {
	readonly fileBytes: number;
	readonly recordBytes: number;
	readonly records: number;
};

/**
 * Reads JSONL, or one JSON array of objects, in UTF-8. A byte order mark, CRLF and blank lines are tolerated; a bad
 * row is a problem and the next one is read. Any way of cutting a file into chunks gives the same rows.
 */
export function createLineReader(
	options: RowOptions = {},
	limits: DecodeLimits = LIMITS,
): LineReader {
	const splitter = createFileSplitter(limits.recordBytes);
	let bytes = 0;
	let rows = 0;
	let isStopped = false;

	function stop(reason: ReasonCode, message: string): Row {
		isStopped = true;
		return { kind: 'problem', problem: { reason, message } };
	}

	function read(raws: readonly RawRow[]): Row[] {
		const read: Row[] = [];
		for (const raw of raws) {
			if (isStopped) break;
			const row = readJsonRow(raw, limits.recordBytes, options);
			if (row === undefined) continue;
			rows += 1;
			if (rows <= limits.records) read.push(row);
			else read.push(stop('too-many-rows', tooManyRows(limits.records)));
		}
		return read;
	}

	function refuse(problem: Problem): Row {
		return stop(problem.reason, problem.message);
	}

	function follow(raws: readonly RawRow[]): readonly Row[] {
		const refusal = splitter.refusal();
		return refusal === undefined ? read(raws) : [refuse(refusal)];
	}

	return {
		push(chunk) {
			if (isStopped) return [];
			const room = limits.fileBytes - bytes;
			bytes += chunk.length;
			if (chunk.length <= room) return follow(splitter.push(chunk));
			const read = follow(splitter.push(chunk.subarray(0, room)));
			// oxlint-disable-next-line typescript/no-unnecessary-condition -- `follow` may stop
			return isStopped ? read : [...read, stop('file-too-large', tooLarge(limits.fileBytes))];
		},
		end() {
			if (isStopped) return [];
			const last = follow(splitter.end());
			// oxlint-disable-next-line typescript/no-unnecessary-condition -- `follow` may stop
			return rows === 0 && !isStopped ? [stop('empty-file', 'The file holds no records.')] : last;
		},
	};
}

const STEP_BYTES = 256 * 1024;

/** Reads a whole file, row by row. */
export function* readRows(
	bytes: Uint8Array,
	options: RowOptions = {},
	limits: DecodeLimits = LIMITS,
): Generator<Row> {
	const reader = createLineReader(options, limits);
	for (let from = 0; from < bytes.length; from += STEP_BYTES) {
		yield* reader.push(bytes.subarray(from, from + STEP_BYTES));
	}
	yield* reader.end();
}

/** The records of a JSON body, as if each stood on a line of its own. Duplicate keys cannot be seen any more. */
export function* readValues(
	values: readonly unknown[],
	options: RowOptions = {},
	limits: DecodeLimits = LIMITS,
): Generator<Row> {
	if (values.length === 0) yield fileProblem('empty-file', 'There are no records.');
	for (const [index, value] of values.entries()) {
		if (index === limits.records) {
			yield fileProblem('too-many-rows', tooManyRows(limits.records));
			return;
		}
		yield readValueRow(value, { line: index + 1 }, options);
	}
}

function fileProblem(reason: ReasonCode, message: string): Row {
	return { kind: 'problem', problem: { reason, message } };
}

function tooManyRows(limit: number): string {
	return `The file holds more than ${groupDigits(limit)} records, which is the limit.`;
}

function tooLarge(limit: number): string {
	return `The file is larger than ${describeBytes(limit)}, which is the limit.`;
}
