import type { JsonObject } from './json-row.ts';
import { listNames } from '@codejoust/arena/text/printable';
import { groupDigits } from '../checks/limits.ts';
import type { ProblemList } from '../checks/problem-list.ts';
import { type Place, type Problem, problemAt } from '../checks/problem.ts';
import { type RecordKind, nameOtherFile } from './other-file.ts';

/** What a file was taken for: the format's name, and the same in words. */
export type Detected<Name extends string> =
	| { readonly kind: 'known'; readonly format: Name; readonly words: string }
	| { readonly kind: 'unknown'; readonly words: string };

type Format<Name extends string> = {
	readonly name: Name;
	readonly words: string;
	readonly detect: (record: JsonObject) => boolean;
};

const UNKNOWN_FORMAT = { kind: 'unknown', words: 'no format that is known here' } as const;

/** The first format that knows the record. */
export function detectFormat<F extends Format<string>>(
	formats: readonly F[],
	record: JsonObject,
): F | undefined {
	return formats.find((format) => format.detect(record));
}

export function describeDetected<Name extends string>(
	format: Format<Name> | undefined,
): Detected<Name> {
	if (format === undefined) return UNKNOWN_FORMAT;
	return { kind: 'known', format: format.name, words: format.words };
}

export type UnknownRecords = {
	/** The problem of a record that no format knows. */
	readonly add: (record: JsonObject, place: Place) => Problem;
	/** Makes one problem of the whole file out of those of its records, where it has none of a known format. */
	readonly finish: (problems: ProblemList, format: Format<string> | undefined) => void;
};

const EXPECTED: Readonly<Record<RecordKind, string>> = {
	question:
		'a question has question_id, prompt (or messages), category, subcategory, languages and difficulty',
	answer: 'an answer has question_id and response',
	pair: 'a pair has pair_id, prompt (or messages), response_a, response_b and label',
	judgment:
		'known are AlpacaEval annotations (instruction, output_1, output_2, preference), Arena-Hard and CodeArena results (games), MT-bench judgments of pairs (model_1, model_2, g1_winner), and battles (model_a, model_b, winner, question_id)',
};
const NAMES: Readonly<Record<RecordKind, string>> = {
	question: 'a question',
	answer: 'an answer',
	pair: 'a labelled pair',
	judgment: 'a judgment',
};

/** Follows the records that no format knows; keeps the first one. */
export function createUnknownRecords(wanted: RecordKind): UnknownRecords {
	let first: { readonly record: JsonObject; readonly place: Place } | undefined;
	let count = 0;
	return {
		add(record, place) {
			first ??= { record, place };
			count += 1;
			return problemAt(place, { reason: 'unknown-format', says: describe(record, wanted) });
		},
		finish(problems, format) {
			if (format !== undefined || first === undefined) return;
			const says = describe(first.record, wanted);
			const problem = problemAt(first.place, { reason: 'unknown-format', says });
			const message =
				count === 1
					? problem.message
					: `None of the ${groupDigits(count)} records that were read is ${NAMES[wanted]}: the first one has ${says.slice(says.indexOf('has ') + 4)}`;
			problems.replace(['unknown-format', 'too-many-rows'], { ...problem, message });
		},
	};
}

function describe(record: JsonObject, wanted: RecordKind): string {
	const fields = Object.keys(record);
	const found = fields.length === 0 ? 'no fields' : `the fields ${listNames(fields)}`;
	const other = nameOtherFile(record, wanted);
	const hint = other === undefined ? '' : ` The records look like ${other}.`;
	return `the record has ${found}, which no known format has; ${EXPECTED[wanted]}.${hint}`;
}
