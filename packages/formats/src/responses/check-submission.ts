import { createLineReader, readRows } from '../rows/decode.ts';
import { groupDigits } from '../checks/limits.ts';
import { summariseWarnings } from '../checks/warnings.ts';
import { describePreparation } from '../checks/preparation.ts';
import { nameModels } from '../checks/model-names.ts';
import { describeRest } from '../checks/problem-list.ts';
import type { Row } from '../rows/json-row.ts';
import type { ResponseRecord } from '../rows/response-record.ts';
import {
	type ResponseCollector,
	type ResponseSummary,
	createResponseCollector,
} from './response-collector.ts';
import type { ResponseOptions } from './response-options.ts';

/** Whether a file may be submitted, and everything that is to be said about it. */
export type SubmissionCheck = ResponseSummary & {
	/** No problems. Warnings do not count. */
	readonly ok: boolean;
};

/** Called with each answer that can be stored, as it would be. */
export type AnswerListener = (answer: ResponseRecord) => void;

/** Checks a whole responses file without keeping its answers: the CLI's, the API's and the page's one check. */
export function checkResponses(
	bytes: Uint8Array,
	options: ResponseOptions = {},
	listen?: AnswerListener,
): SubmissionCheck {
	const collector = createResponseCollector(options);
	takeRows(readRows(bytes, options.prepare), collector, listen);
	return judge(collector.finish());
}

export type SubmissionChecker = {
	readonly push: (chunk: Uint8Array) => void;
	/** Call it once. */
	readonly end: () => SubmissionCheck;
};

/** The same, chunk by chunk: a page feeds it from `file.stream()`. */
export function createSubmissionChecker(
	options: ResponseOptions = {},
	listen?: AnswerListener,
): SubmissionChecker {
	const lines = createLineReader(options.prepare);
	const collector = createResponseCollector(options);
	return {
		push(chunk) {
			takeRows(lines.push(chunk), collector, listen);
		},
		end() {
			takeRows(lines.end(), collector, listen);
			return judge(collector.finish());
		},
	};
}

function takeRows(
	rows: Iterable<Row>,
	collector: ResponseCollector,
	listen: AnswerListener | undefined,
): void {
	for (const row of rows) {
		const answer = collector.take(row);
		if (answer) listen?.(answer);
	}
}

/** The check as lines of plain text, safe to print in a terminal. */
export function describeCheck(check: SubmissionCheck): readonly string[] {
	const rest = describeRest(check.problems);
	return [
		`Read as ${check.detected.words}.`,
		`${describeCounts(check)}.`,
		...(check.models.length === 0 ? [] : [`Model: ${nameModels(check.models)}.`]),
		...describePreparation(check.preparation),
		...check.problems.shown.map(({ message }) => `Problem: ${message}`),
		...(rest === undefined ? [] : [`… ${rest}.`]),
		...summariseWarnings(check.warnings).map((sentence) => `Warning: ${sentence}`),
		check.ok ? describeGames(check) : 'The file cannot be submitted as it is.',
	];
}

function describeCounts({ counts }: SubmissionCheck): string {
	const { responses, empty, questions, missing } = counts;
	const of = questions === undefined ? '' : ` of ${groupDigits(questions)} questions`;
	const lack = missing === undefined || missing === 0 ? '' : `, ${groupDigits(missing)} missing`;
	return `${groupDigits(responses)} answers${of}${lack}${empty === 0 ? '' : `, ${groupDigits(empty)} empty`}`;
}

/** Of a pairwise judge, which no file can know: two for every answer that says something. */
function describeGames({ counts }: SubmissionCheck): string {
	const times = groupDigits(2 * (counts.responses - counts.empty));
	return `The file can be submitted. A pairwise judge is asked ${times} times.`;
}

function judge(summary: ResponseSummary): SubmissionCheck {
	return { ...summary, ok: summary.problems.total === 0 };
}
