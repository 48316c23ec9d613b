import { createLineReader, readRows, readValues } from '../rows/decode.ts';
import type { Row } from '../rows/json-row.ts';
import {
	type ResponseCollector,
	type ResponseSummary,
	createResponseCollector,
} from './response-collector.ts';
import type { ResponseOptions } from './response-options.ts';
import type { ResponseRecord } from '../rows/response-record.ts';

export type ResponsesFile = ResponseSummary & {
	/** In file order; only records without a problem. */
	readonly responses: readonly ResponseRecord[];
};

/** Reads a responses file (JSONL or JSON array) of any known format; its first known record decides which. */
export function readResponses(bytes: Uint8Array, options: ResponseOptions = {}): ResponsesFile {
	return readAll(readRows(bytes, options.prepare), createResponseCollector(options));
}

/** The same for the responses of a JSON body. */
export function readResponseValues(
	values: readonly unknown[],
	options: ResponseOptions = {},
): ResponsesFile {
	return readAll(readValues(values, options.prepare), createResponseCollector(options));
}

export type ResponseReader = {
	/** The answers that the chunk completes; none of them is kept. */
	readonly push: (chunk: Uint8Array) => readonly ResponseRecord[];
	/** The answers that the end of the file completes, and what there is to say of the whole. Call it once. */
	readonly end: () => ResponsesFile;
};

/** Reads a responses file chunk by chunk; memory is bounded by one record and the ids. */
export function createResponseReader(options: ResponseOptions = {}): ResponseReader {
	const lines = createLineReader(options.prepare);
	const collector = createResponseCollector(options);
	return {
		push: (chunk) => takeAll(lines.push(chunk), collector),
		end() {
			const responses = takeAll(lines.end(), collector);
			return { ...collector.finish(), responses };
		},
	};
}

function readAll(rows: Iterable<Row>, collector: ResponseCollector): ResponsesFile {
	const responses = takeAll(rows, collector);
	return { ...collector.finish(), responses };
}

function takeAll(rows: Iterable<Row>, collector: ResponseCollector): ResponseRecord[] {
	const responses: ResponseRecord[] = [];
	for (const row of rows) {
		const response = collector.take(row);
		if (response !== undefined) responses.push(response);
	}
	return responses;
}
