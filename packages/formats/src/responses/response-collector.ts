import { createDuplicateCheck } from '../checks/duplicate-check.ts';
import {
	type Detected,
	createUnknownRecords,
	describeDetected,
	detectFormat,
} from '../rows/detection.ts';
import type { ResponseFormatName } from '../file-formats.ts';
import type { NamedResponse, ResponseFormat } from './response-format.ts';
import { RESPONSE_FORMAT_READERS } from './response-formats.ts';
import { findMisplacedProblems } from './misplaced-problems.ts';
import { createOriginCollector, type ResponseOrigin } from './response-origin.ts';
import { createIdenticalCheck } from './identical-check.ts';
import { hasThinkingBeside } from '../rows/thinking-beside.ts';
import { mapFields, writeFieldMap } from '../rows/field-map.ts';
import type { Row } from '../rows/json-row.ts';
import { createQuestionFinder } from './known-questions.ts';
import type { Place, Problem, Problems } from '../checks/problem.ts';
import { createProblemList } from '../checks/problem-list.ts';
import { type Preparation, writePreparation } from '../checks/preparation.ts';
import type { ResponseOptions } from './response-options.ts';
import { createFileFaults } from './file-faults.ts';
import { otherModelWarning } from './other-model.ts';
import { stripThinking } from './strip-thinking.ts';
import { type ResponseRecord, isEmptyAnswer } from '../rows/response-record.ts';
import { failedCallWarning, findWarnings, severalModelsWarning } from './response-warnings.ts';
import type { Reading } from '../rows/shape.ts';
import { type Warnings, createWarningList } from '../checks/warnings.ts';

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
	/** What was done to the answers, as their owner asked for. */
	readonly preparation: Preparation;
	/** Ids or instructions, the first ones, of a file most of whose rows name no question of the benchmark. */
	readonly strangers?: readonly string[];
};

export type ResponseCollector = {
	/** The answer of a row; undefined when the row is a problem. */
	readonly take: (row: Row) => ResponseRecord | undefined;
	readonly finish: () => ResponseSummary;
};

type RecordRow = Extract<Row, { readonly kind: 'record' }> & { readonly wasStripped: boolean };

/** Checks rows one by one and keeps no answers, so that a file of any size can be streamed through it. */
export function createResponseCollector({
	questions,
	isPartial = false,
	accepted = [],
	prepare = {},
	model,
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
	const prepared = { thinkingStripped: 0, repaired: 0, leftOut: 0 };
	/** How many answers to each question came, where one of several is asked for. */
	const samples = new Map<string, number>();
	const faults = createFileFaults();
	const unknown = createUnknownRecords('answer');
	let format: ResponseFormat | undefined;
	let isWhole = true;

	function read(row: Row): Reading<NamedResponse> {
		if (row.kind === 'problem') return { kind: 'refused', problems: [offerRepair(row.problem)] };
		const record = prepare.map ? mapFields(row.record, prepare.map) : row.record;
		format ??= detectFormat(RESPONSE_FORMAT_READERS, record);
		return (
			format?.read(record, row, prepare) ?? {
				kind: 'refused',
				problems: [unknown.add(record, row)],
			}
		);
	}

	function findQuestion(named: NamedResponse, place: Place): Reading<string> {
		const found = finder.find(named.question, place);
		const { question } = named;
		const value = question.kind === 'id' ? question.id : question.instruction;
		if (found.kind === 'refused') {
			faults.addStranger(question);
			return found;
		}
		if (prepare.sample !== undefined) return found;
		const duplicate = duplicates.check({ id: found.value, field: question.field, value }, place);
		return duplicate === undefined ? found : { kind: 'refused', problems: [duplicate] };
	}

	function refuse(refused: Extract<Reading<never>, { readonly kind: 'refused' }>): undefined {
		for (const problem of refused.problems) problems.add(problem);
		return undefined;
	}

	function look(named: NamedResponse, id: string, row: RecordRow): void {
		if (isEmptyAnswer(named.response)) counts.empty += 1;
		else {
			counts.characters += named.response.length;
			identical.add(named.response, id);
		}
		const languages = finder.languagesOf(id);
		const hasThinking = row.wasStripped || hasThinkingBeside(row.record);
		for (const warning of findWarnings(named, { id, languages, hasThinking }, row))
			warnings.add(warning);
	}

	function accept(named: NamedResponse, id: string, row: RecordRow): ResponseRecord {
		const { response, finish_reason } = named;
		answered.add(id);
		counts.responses += 1;
		if (!isChecked) look(named, id, row);
		const reason = finish_reason === undefined ? {} : { finish_reason };
		return { question_id: id, response, ...reason, line: row.line };
	}

	/** Of several answers to a question one is taken: within a record, or of several records. */
	function isAskedSample({ choices = 1 }: NamedResponse, id: string): boolean {
		const { sample } = prepare;
		if (sample === undefined) return true;
		const times = (samples.get(id) ?? 0) + 1;
		samples.set(id, times);
		const isAsked = times === (choices > 1 ? 1 : sample);
		prepared.leftOut += isAsked ? choices - 1 : choices;
		return isAsked;
	}

	function prepareAnswer(named: NamedResponse): NamedResponse {
		const stripped = prepare.stripThinking ? stripThinking(named.response) : undefined;
		if (stripped === undefined) return named;
		prepared.thinkingStripped += 1;
		return { ...named, response: stripped };
	}

	return {
		take(row) {
			if (row.kind === 'record') faults.addRecord(row.record);
			if (row.kind === 'record' || row.problem.line !== undefined) counts.rows += 1;
			else isWhole = false;
			const reading = read(row);
			if (reading.kind === 'refused') return refuse(reading);
			if (row.kind === 'problem') return undefined;
			faults.addRead();
			if (row.isRepaired) prepared.repaired += 1;
			if (reading.value.model !== undefined) models.add(reading.value.model);
			const found = findQuestion(reading.value, row);
			if (found.kind === 'refused') return refuse(found);
			const { failed } = reading.value;
			if (failed !== undefined) {
				warnings.add(failedCallWarning(found.value, failed, row));
				return undefined;
			}
			if (!isAskedSample(reading.value, found.value)) return undefined;
			if (!isChecked) origin.add(row.record);
			const answer = prepareAnswer(reading.value);
			return accept(answer, found.value, { ...row, wasStripped: answer !== reading.value });
		},
		finish() {
			const missing = finder.findMissing(answered);
			const fault = faults.find({ format, questions });
			if (fault) problems.replace(fault.reasons, fault.problem);
			else unknown.finish(problems, format);
			// Of a file that is none, or that was not read to its end, nobody knows what is missing.
			const isUnknown = format === undefined && counts.rows > 0;
			const isNone = (fault !== undefined || isUnknown) && answered.size === 0;
			if (missing.problem !== undefined && !isPartial && isWhole && !isNone)
				problems.add(missing.problem);
			for (const warning of identical.finish(counts.responses)) warnings.add(warning);
			for (const problem of findMisplacedProblems(warnings.list(), accepted)) problems.add(problem);
			if (models.size > 1) warnings.add(severalModelsWarning([...models]));
			const said = origin.finish();
			const other = otherModelWarning(model, [...models]);
			if (other) warnings.add(other);
			const known =
				finder.count === undefined ? {} : { questions: finder.count, missing: missing.count };
			return {
				detected: describeDetected(format),
				counts: { ...counts, ...known },
				models: [...models],
				problems: problems.list(),
				warnings: warnings.list(),
				...(said === undefined ? {} : { origin: said }),
				preparation: writePreparation(prepared, {
					sample: prepare.sample,
					map: prepare.map && writeFieldMap(prepare.map),
				}),
				...(fault?.strangers === undefined ? {} : { strangers: fault.strangers }),
			};
		},
	};
}

function offerRepair(problem: Problem): Problem {
	if (problem.reason !== 'lone-surrogate' && problem.reason !== 'nul-character') return problem;
	const offer = 'With --repair, or "repair=true", U+FFFD is written in its place.';
	return { ...problem, message: `${problem.message} ${offer}` };
}
