import { listNames } from '@codejoust/arena/text/printable';
import { groupDigits } from '../checks/limits.ts';
import type { Problem, ReasonCode } from '../checks/problem.ts';
import type { JsonObject } from '../rows/json-row.ts';
import { nameOtherFile } from '../rows/other-file.ts';
import type { KnownQuestion } from './known-questions.ts';
import type { NamedResponse, ResponseFormat } from './response-format.ts';

/** What is wrong with a whole file, in one sentence that takes the place of what is wrong with its rows. */
export type FileFault = {
	readonly reasons: readonly ReasonCode[];
	readonly problem: Problem;
	/** Ids that are none of the benchmark's. */
	readonly strangers?: readonly string[];
};

export type FileFaults = {
	readonly addRecord: (record: JsonObject) => void;
	/** A record that is an answer. */
	readonly addRead: () => void;
	/** An answer to a question that the benchmark does not have. */
	readonly addStranger: (question: NamedResponse['question']) => void;
	readonly find: (file: {
		readonly format: ResponseFormat | undefined;
		readonly questions: readonly KnownQuestion[] | undefined;
	}) => FileFault | undefined;
};

/** A fault of fewer rows is told row by row. */
const LEAST_ROWS = 4;
const KEPT_IDS = 50;
const SHOWN = 3;
const SHOWN_FIELDS = 12;

/** Follows the rows of a file of answers; keeps the fields of the first one and a few ids. */
export function createFileFaults(): FileFaults {
	const strangers: string[] = [];
	let fields: readonly string[] = [];
	let hint = '';
	const counts = { records: 0, read: 0, strangers: 0 };

	function findStrangers(known: readonly KnownQuestion[]): FileFault | undefined {
		if (counts.strangers < LEAST_ROWS || 2 * counts.strangers <= counts.read) return undefined;
		const theirs = known.slice(0, SHOWN).map(({ question_id: id }) => id);
		const message = `${groupDigits(counts.strangers)} of ${groupDigits(counts.read)} answers name no question of the benchmark: ${listNames(strangers, counts.strangers, SHOWN)}. The benchmark has questions such as ${listNames(theirs)}.`;
		const reason = 'unknown-question';
		return { reasons: [reason], problem: { reason, message }, strangers };
	}

	function findStrangeFields(format: ResponseFormat | undefined): FileFault | undefined {
		if (counts.records < LEAST_ROWS || counts.read > 0) return undefined;
		if (format !== undefined && format.name !== 'codejoust') return undefined;
		const found = listNames(
			fields.map((name) => `"${name}"`),
			fields.length,
			SHOWN_FIELDS,
		);
		const what =
			format === undefined
				? 'which no format of answers has'
				: `which are not those of ${format.words}`;
		const message = `No record is an answer: the first one has the fields ${found}, ${what}. An answer has "question_id" and "response"; other names are given with map, such as response=completion.${hint}`;
		const reasons = ['unknown-format', 'missing-field'] as const;
		return { reasons, problem: { reason: 'unknown-format', message } };
	}

	return {
		addRecord(record) {
			counts.records += 1;
			if (counts.records > 1) return;
			fields = Object.keys(record);
			const other = nameOtherFile(record, 'answer');
			hint = other === undefined ? '' : ` The records look like ${other}.`;
		},
		addRead: () => void (counts.read += 1),
		addStranger(question) {
			counts.strangers += 1;
			if (strangers.length === KEPT_IDS) return;
			strangers.push(question.kind === 'id' ? question.id : question.instruction.slice(0, 200));
		},
		find: ({ format, questions }) => findStrangers(questions ?? []) ?? findStrangeFields(format),
	};
}
