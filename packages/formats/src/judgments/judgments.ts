import type { JudgmentFormatName } from '../file-formats.ts';
import { nameOf, type Place, type Problem, problemAt, problemInFile } from '../checks/problem.ts';
import type { ProblemList } from '../checks/problem-list.ts';
import { describeUnused } from '../checks/unused-fields.ts';
import { readRowsOf } from '../rows/rows-of.ts';
import {
	type Detected,
	type UnknownRecords,
	createUnknownRecords,
	describeDetected,
	detectFormat,
} from '../rows/detection.ts';
import type { JsonObject } from '../rows/json-row.ts';
import type { JudgmentFormat } from './judgment-format.ts';
import { JUDGMENT_FORMAT_READERS } from './judgment-formats.ts';
import { isGrade } from './mt-bench-judgments.ts';
import type { RecordedJudgment } from './recorded-judgment.ts';

export type JudgmentFile = { readonly name: string; readonly bytes: Uint8Array };

export type JudgmentsRead = {
	readonly detected: Detected<JudgmentFormatName>;
	/** Absent where no record is of a known format. */
	readonly format: JudgmentFormat | undefined;
	/** In the order of the files; only records without a problem. */
	readonly judgments: readonly RecordedJudgment[];
	readonly notes: readonly string[];
	/** Records by file, in the order in which they were given. */
	readonly records: readonly number[];
};

export type JudgmentOptions = {
	/** The file's name of a field, by the name that the format has. */
	readonly map?: Readonly<Record<string, string>> | undefined;
};

/** Judgments of pairs, which belong to no model of a board. */
const isPair = (record: JsonObject) =>
	('response_A' in record || 'response_a' in record || 'pair_id' in record) && 'label' in record;
const PAIRS =
	'These are labelled pairs, which compare no models of a benchmark. Their judgments become a judge check with "codejoust import judgments FILE --set NAME"; a judge of yours is measured against the pairs with "codejoust judge check FILE --judge NAME".';
const GRADES =
	'These are grades of single answers (model, score), as MT-bench has them; they compare no answers. Import its judgments of pairs, or publish the mean grades beside a board with "codejoust published add".';

/** What a file is that compares no models, and what to do with it. */
function nameOther(record: JsonObject): string | undefined {
	if (isPair(record)) return PAIRS;
	const isKnown = detectFormat(JUDGMENT_FORMAT_READERS, record) !== undefined;
	return !isKnown && isGrade(record) ? GRADES : undefined;
}

/**
 * Reads files of judgments of one known format (JSONL or JSON arrays); their first known record decides which. Any problem means
 * that the files must be refused.
 */
export function readJudgments(
	files: readonly JudgmentFile[],
	problems: ProblemList,
	{ map = {} }: JudgmentOptions = {},
): JudgmentsRead {
	const unused = new Set<string>();
	const unknown = createUnknownRecords('judgment');
	const judgments: RecordedJudgment[] = [];
	let format: JudgmentFormat | undefined;
	const records = files.map(({ name, bytes }) => {
		let count = 0;
		const file = files.length > 1 ? name : undefined;
		for (const row of readRowsOf({ bytes, file })) {
			if (row.kind === 'problem') {
				problems.add(row.problem);
				continue;
			}
			count += 1;
			const record = renameFields(row.record, map);
			const other = count === 1 ? nameOther(record) : undefined;
			if (other !== undefined) {
				problems.add(problemInFile({ reason: 'unknown-format', message: other }, file));
				break;
			}
			format ??= detectFormat(JUDGMENT_FORMAT_READERS, record);
			const read = readRecord(record, row, { format, unknown });
			if (read.kind === 'refused') for (const problem of read.problems) problems.add(problem);
			else judgments.push(read.value);
			if (format) noteUnused(record, format, unused);
		}
		return count;
	});
	unknown.finish(problems, format);
	return {
		detected: describeDetected(format),
		format,
		judgments,
		notes: describeUnused(unused),
		records,
	};
}

function readRecord(
	record: JsonObject,
	place: Place,
	{
		format,
		unknown,
	}: { readonly format: JudgmentFormat | undefined; readonly unknown: UnknownRecords },
):
	| { readonly kind: 'read'; readonly value: RecordedJudgment }
	| { readonly kind: 'refused'; readonly problems: readonly Problem[] } {
	if (!format) return { kind: 'refused', problems: [unknown.add(record, place)] };
	if (!format.detect(record)) {
		const says = `it is not of the format of the first record, ${format.words}.`;
		return {
			kind: 'refused',
			problems: [problemAt(place, { reason: 'unknown-format', says })],
		};
	}
	const reading = format.read(record, place);
	if (reading.kind === 'refused') return reading;
	const { line } = place;
	return { kind: 'read', value: { ...reading.value, line, place: nameOf(place) } };
}

/** A field that the file names otherwise stands under the format's name too; what had that name is hidden. */
function renameFields(record: JsonObject, map: Readonly<Record<string, string>>): JsonObject {
	const renamed = Object.entries(map).filter(([, from]) => Object.hasOwn(record, from));
	if (renamed.length === 0) return record;
	const sources = new Set(renamed.map(([, from]) => from));
	const kept = Object.entries(record).filter(([name]) => !sources.has(name));
	return {
		...Object.fromEntries(kept),
		...Object.fromEntries(renamed.map(([to, from]) => [to, record[from]])),
	};
}

function noteUnused(record: JsonObject, format: JudgmentFormat, unused: Set<string>): void {
	for (const name of Object.keys(record))
		if (!format.fields.includes(name) && format.isKnown?.(name) !== true) unused.add(name);
}
