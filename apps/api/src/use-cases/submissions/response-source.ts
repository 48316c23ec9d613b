import { createLineReader, readValues } from '@codejoust/formats/rows/decode';
import { UnreadableFile } from '@codejoust/formats/tables/unreadable-file';
import type { Row } from '@codejoust/formats/rows/json-row';
import {
	createResponseCollector,
	type ResponseSummary,
} from '@codejoust/formats/responses/response-collector';
import type { ResponseOptions } from '@codejoust/formats/responses/response-options';
import type { ResponseRecord } from '@codejoust/formats/rows/response-record';

/** Answers that may be read again and again: a file that was received, or the rows of a JSON body. */
export type AnswerSource =
	| { readonly kind: 'file'; readonly read: () => AsyncIterable<Uint8Array> }
	| { readonly kind: 'values'; readonly values: readonly unknown[] };

/** A file that is in memory as a whole. */
export function fileInMemory(bytes: Uint8Array): AnswerSource {
	return {
		kind: 'file',
		read: async function* () {
			yield bytes;
		},
	};
}

/** Everything that is to be said about answers; none of them is kept. */
export async function checkAnswers(
	source: AnswerSource,
	options: ResponseOptions,
): Promise<ResponseSummary> {
	const collector = createResponseCollector(options);
	for await (const rows of readRows(source, options)) for (const row of rows) collector.take(row);
	return collector.finish();
}

const BATCH_ANSWERS = 500;
const BATCH_CHARACTERS = 1024 * 1024;

/** Answers that were checked before, in pieces that a statement carries without much memory. */
export async function* readAnswers(
	source: AnswerSource,
	options: ResponseOptions,
): AsyncGenerator<readonly ResponseRecord[]> {
	const collector = createResponseCollector({ ...options, isChecked: true });
	let batch: ResponseRecord[] = [];
	let characters = 0;
	for await (const rows of readRows(source, options)) {
		for (const row of rows) {
			const answer = collector.take(row);
			if (!answer) continue;
			batch.push(answer);
			characters += answer.response.length;
			if (batch.length < BATCH_ANSWERS && characters < BATCH_CHARACTERS) continue;
			yield batch;
			batch = [];
			characters = 0;
		}
	}
	if (batch.length > 0) yield batch;
}

async function* readRows(
	source: AnswerSource,
	{ prepare }: ResponseOptions,
): AsyncGenerator<Iterable<Row>> {
	if (source.kind === 'values') {
		yield readValues(source.values, prepare);
		return;
	}
	const lines = createLineReader(prepare);
	try {
		for await (const chunk of source.read()) yield lines.push(chunk);
	} catch (cause) {
		if (!(cause instanceof UnreadableFile)) throw cause;
		yield [{ kind: 'problem', problem: cause.problem }];
		return;
	}
	yield lines.end();
}
