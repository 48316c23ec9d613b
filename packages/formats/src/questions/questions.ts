import { type BaselineRecord, createBaselines } from './baselines.ts';
import { readRows, readValues } from '../rows/decode.ts';
import {
	type Detected,
	createUnknownRecords,
	describeDetected,
	detectFormat,
} from '../rows/detection.ts';
import { createDuplicateCheck } from '../checks/duplicate-check.ts';
import type { QuestionFormatName } from '../file-formats.ts';
import type { QuestionFormat, QuestionOptions, QuestionReading } from './question-format.ts';
import { QUESTION_FORMAT_READERS } from './question-formats.ts';
import type { JsonObject, Row } from '../rows/json-row.ts';
import type { Place, Problem, Problems, ReasonCode } from '../checks/problem.ts';
import { type ProblemList, createProblemList } from '../checks/problem-list.ts';
import type { QuestionRecord } from './question-record.ts';
import { createQuestionMap, type QuestionMap } from './question-map.ts';
import type { FieldMap } from '../rows/field-map.ts';
import { createReferenceModel } from './reference-model.ts';
import { describeUnused } from '../checks/unused-fields.ts';

export type ReadQuestionsOptions = QuestionOptions & {
	/** The baseline to take where the file has several; all that are complete when absent. */
	readonly baselineModel?: string;
	/** Whose answers beside the questions are their references, and no baseline. */
	readonly referenceModel?: string;
	/** Names that the file has for fields of ours. */
	readonly map?: FieldMap;
};

export type QuestionsFile = {
	readonly detected: Detected<QuestionFormatName>;
	/** In file order; only records without a problem. */
	readonly questions: readonly QuestionRecord[];
	/** Baselines whose answers stand beside the questions; empty when the file has none. */
	readonly baselines: readonly BaselineRecord[];
	/** Any problem means that the file must be refused. */
	readonly problems: Problems;
	/** What was done with the file that its owner might not expect. */
	readonly notes: readonly string[];
};

/** Reads a questions file (JSONL or JSON array) of any known format; its first known record decides which. */
export function readQuestions(
	bytes: Uint8Array,
	options: ReadQuestionsOptions = {},
): QuestionsFile {
	return collectQuestions(readRows(bytes), options);
}

/** The same for the questions of a JSON body. */
export function readQuestionValues(
	values: readonly unknown[],
	options: ReadQuestionsOptions = {},
): QuestionsFile {
	return collectQuestions(readValues(values), options);
}

function collectQuestions(rows: Iterable<Row>, options: ReadQuestionsOptions): QuestionsFile {
	const map = createQuestionMap(options.map);
	const reader = createRecordReader(options, map);
	const problems = createProblemList();
	const questions: QuestionRecord[] = [];
	const baselines = createBaselines(options.baselineModel);
	const references = createReferenceModel(options.referenceModel);
	for (const row of rows) {
		const reading = readRow(row, (record, place) =>
			references.take(reader.read(map.apply(record), place), place),
		);
		if (reading.kind === 'refused') {
			for (const problem of reading.problems) problems.add(problem);
		} else {
			questions.push(reading.value.question);
			baselines.add(reading.value.question, reading.value.baselines);
		}
	}
	const chosen = baselines.finish(questions);
	const referred = references.finish(questions.length);
	for (const problem of [...chosen.problems, ...referred.problems, ...map.problems()])
		problems.add(problem);
	reader.finish(problems);
	return {
		detected: describeDetected(reader.format()),
		questions,
		baselines: chosen.baselines,
		problems: problems.list(),
		notes: [...reader.notes(), ...chosen.notes, ...referred.notes],
	};
}

function readRow(
	row: Row,
	read: (record: JsonObject, place: Place) => QuestionReading,
): QuestionReading {
	return row.kind === 'record'
		? read(row.record, row)
		: { kind: 'refused', problems: [row.problem] };
}

const SAID_ONCE: readonly ReasonCode[] = ['no-mapping', 'no-task-type'];

/** Detects the format at the first record that has one, and refuses what stands twice. */
function createRecordReader(options: ReadQuestionsOptions, map: QuestionMap) {
	const duplicates = createDuplicateCheck();
	const unused = new Set<string>();
	const unknown = createUnknownRecords('question');
	let format: QuestionFormat | undefined;
	const said = new Set<ReasonCode>();

	/** Some problems are the same in every row: the first one stands for all. */
	function keepFirst(problems: readonly Problem[]): readonly Problem[] {
		const kept = problems.filter(({ reason }) => !said.has(reason));
		for (const { reason } of kept) if (SAID_ONCE.includes(reason)) said.add(reason);
		return kept;
	}

	function read(record: JsonObject, place: Place): QuestionReading {
		format ??= detectFormat(QUESTION_FORMAT_READERS, record);
		if (format === undefined) {
			return { kind: 'refused', problems: [unknown.add(record, place)] };
		}
		for (const field of findUnused(record, format)) if (!map.isSource(field)) unused.add(field);
		const reading = format.read(record, place, options);
		if (reading.kind === 'refused') {
			return { kind: 'refused', problems: keepFirst(reading.problems) };
		}
		const field = format.keys.find((key) => key in record) ?? 'question_id';
		const id = reading.value.question.question_id;
		const duplicate = duplicates.check({ id, field, value: record[field] }, place);
		return duplicate === undefined ? reading : { kind: 'refused', problems: [duplicate] };
	}

	return {
		read,
		format: () => format,
		finish: (problems: ProblemList) => unknown.finish(problems, format),
		notes: () => describeUnused(unused),
	};
}

function findUnused(record: JsonObject, format: QuestionFormat): readonly string[] {
	return Object.keys(record).filter(
		(key) => !format.fields.includes(key) && !format.isBaseline?.(key),
	);
}
