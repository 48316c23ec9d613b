import { createDuplicateCheck } from '../checks/duplicate-check.ts';
import { type Detected, describeDetected, detectFormat, unknownRecord } from '../rows/detection.ts';
import type { ResponseFormatName } from '../file-formats.ts';
import type { NamedResponse, ResponseFormat } from './response-format.ts';
import { RESPONSE_FORMAT_READERS } from './response-formats.ts';
import type { MisplacedCode } from '../checks/misplaced-text.ts';
import { findMisplacedProblems } from './misplaced-problems.ts';
import { createOriginCollector, type ResponseOrigin } from './response-origin.ts';
import { createIdenticalCheck } from './identical-check.ts';
import type { Row } from '../rows/json-row.ts';
import { type KnownQuestion, createQuestionFinder } from './known-questions.ts';
import { type Place, type Problems, createProblemList } from '../checks/problem.ts';
import { type ResponseRecord, isEmptyAnswer } from '../rows/response-record.ts';
import { failedCallWarning, findWarnings, severalModelsWarning } from './response-warnings.ts';
import type { Reading } from '../rows/shape.ts';
import { type Warnings, createWarningList } from '../checks/warnings.ts';

export type ResponseOptions = {
	/** The benchmark's questions; without them unknown and missing ids cannot be seen. */
	readonly questions?: readonly KnownQuestion[];
	/** A part of the answers: those that are missing come with another file. */
	readonly isPartial?: boolean;
	/** Texts in the place of answers that their owner wants judged all the same. */
	readonly accepted?: readonly MisplacedCode[];
	/** The file was checked before, so that nothing is to be said about its answers again. */
	readonly isChecked?: boolean;
};

export type ResponseCounts = {
	/** Records of the file, bad ones included. */
	readonly rows: number;
	readonly responses: number;
	readonly empty: number;
	/** UTF-16 code units of all answers that are not empty: what a judge would read of them. */
	readonly characters: number;
	/** Questions of the benchmark and those without an answer; absent when the questions are not known. */
	readonly questions?: number;
	readonly missing?: number;
};

/** What is known of a responses file when its last row has been read. */
export type ResponseSummary = {
	readonly detected: Detected<ResponseFormatName>;
	readonly counts: ResponseCounts;
	/** Names of models that the file holds, in order of appearance. */
	readonly models: readonly string[];
	/** Any problem means that the file must be refused. */
	readonly problems: Problems;
	readonly warnings: Warnings;
	/** How its answers were made, as the file says; absent where it says nothing. */
	readonly origin?: ResponseOrigin;
};

export type ResponseCollector = {
	/** The answer of a row; undefined when the row is a problem. */
	readonly take: (row: Row) => ResponseRecord | undefined;
	readonly finish: () => ResponseSummary;
};

const EXPECTED = 'an answer has question_id and response';

/** Checks rows one by one and keeps no answers, so that a file of any size can be streamed through it. */
export function createResponseCollector({
	questions,
	isPartial = false,
	accepted = [],
	isChecked = false,
}: ResponseOptions = {}): ResponseCollector {
	const problems = createProblemList();
	const warnings = createWarningList();
	const duplicates = createDuplicateCheck();
	const identical = createIdenticalCheck();
	const origin = createOriginCollector();
	const finder = createQuestionFinder(questions);
	const answered = new Set<string>();
	const models = new Set<string>();
	const counts = { rows: 0, responses: 0, empty: 0, characters: 0 };
	let format: ResponseFormat | undefined;
	let isWhole = true;

	function read(row: Row): Reading<NamedResponse> {
		if (row.kind === 'problem') return { kind: 'refused', problems: [row.problem] };
		format ??= detectFormat(RESPONSE_FORMAT_READERS, row.record);
		return (
			format?.read(row.record, row) ?? {
				kind: 'refused',
				problems: [unknownRecord(row.record, row, EXPECTED)],
			}
		);
	}

	function findQuestion(named: NamedResponse, place: Place): Reading<string> {
		const found = finder.find(named.question, place);
		if (found.kind === 'refused') return found;
		const { question } = named;
		const value = question.kind === 'id' ? question.id : question.instruction;
		const duplicate = duplicates.check({ id: found.value, field: question.field, value }, place);
		return duplicate === undefined ? found : { kind: 'refused', problems: [duplicate] };
	}

	function refuse(refused: Extract<Reading<never>, { readonly kind: 'refused' }>): undefined {
		for (const problem of refused.problems) problems.add(problem);
		return undefined;
	}

	function look(named: NamedResponse, id: string, place: Place): void {
		if (isEmptyAnswer(named.response)) counts.empty += 1;
		else {
			counts.characters += named.response.length;
			identical.add(named.response, id);
		}
		for (const warning of findWarnings(named, id, place)) warnings.add(warning);
	}

	function accept(named: NamedResponse, id: string, place: Place): ResponseRecord {
		const { response, finish_reason } = named;
		answered.add(id);
		counts.responses += 1;
		if (!isChecked) look(named, id, place);
		const reason = finish_reason === undefined ? {} : { finish_reason };
		return { question_id: id, response, ...reason, line: place.line };
	}

	return {
		take(row) {
			if (row.kind === 'record' || row.problem.line !== undefined) counts.rows += 1;
			else isWhole = false;
			const reading = read(row);
			if (reading.kind === 'refused') return refuse(reading);
			if (row.kind === 'problem') return undefined;
			if (reading.value.model !== undefined) models.add(reading.value.model);
			const found = findQuestion(reading.value, row);
			if (found.kind === 'refused') return refuse(found);
			const { failed } = reading.value;
			if (failed !== undefined) {
				warnings.add(failedCallWarning(found.value, failed, row));
				return undefined;
			}
			if (!isChecked) origin.add(row.record);
			return accept(reading.value, found.value, row);
		},
		finish() {
			const missing = finder.findMissing(answered);
			// Of a file that is none, or that was not read to its end, nobody knows what is missing.
			if (missing.problem !== undefined && !isPartial && isWhole) problems.add(missing.problem);
			for (const warning of identical.finish(counts.responses)) warnings.add(warning);
			for (const problem of findMisplacedProblems(warnings.list(), accepted)) problems.add(problem);
			if (models.size > 1) warnings.add(severalModelsWarning([...models]));
			const said = origin.finish();
			const known =
				finder.count === undefined ? {} : { questions: finder.count, missing: missing.count };
			return {
				detected: describeDetected(format),
				counts: { ...counts, ...known },
				models: [...models],
				problems: problems.list(),
				warnings: warnings.list(),
				...(said === undefined ? {} : { origin: said }),
			};
		},
	};
}
