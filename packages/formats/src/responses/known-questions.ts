import { alpacaQuestionId } from '../questions/alpaca-eval-id.ts';
import type { NamedResponse } from './response-format.ts';
import { groupDigits } from '../checks/limits.ts';
import { listNames, quoteValue } from '@codejoust/arena/text/printable';
import type { Place, Problem } from '../checks/problem.ts';
import { type QuestionRecord, promptOf } from '../questions/question-record.ts';
import { type Reading, refuseField } from '../rows/shape.ts';

/** What must be known of a benchmark's question to check an answer to it. */
export type KnownQuestion = {
	readonly question_id: string;
	/** Only needed for AlpacaEval outputs, which are matched by the exact text. */
	readonly prompt?: string;
	/** Programming languages that it names: code blocks in none of them are a warning. */
	readonly languages?: readonly string[];
};

/** The questions of a file that has just been read, as `checkResponses` wants them. */
export function toKnownQuestions(questions: readonly QuestionRecord[]): readonly KnownQuestion[] {
	return questions.map((question) => ({
		question_id: question.question_id,
		prompt: promptOf(question),
		languages: question.languages,
	}));
}

export type QuestionFinder = {
	/** The id of the question that an answer names, or why there is none. */
	readonly find: (question: NamedResponse['question'], place: Place) => Reading<string>;
	/** Questions that are not among the answered ones, as one problem. */
	readonly findMissing: (answered: ReadonlySet<string>) => Missing;
	/** Programming languages that a question names; none where they are not known. */
	readonly languagesOf: (id: string) => readonly string[];
	/** Absent when the questions are not known. */
	readonly count: number | undefined;
};

export type Missing = { readonly count: number; readonly problem?: Problem };

/** Finds questions by id or by text. Without known questions every id is taken as it is. */
export function createQuestionFinder(
	questions: readonly KnownQuestion[] | undefined,
): QuestionFinder {
	const ids = new Map(
		questions?.map(({ question_id, languages = [] }) => [question_id, languages]),
	);
	const byPrompt = groupByPrompt(questions ?? []);
	return {
		count: questions?.length,
		languagesOf: (id) => ids.get(id) ?? [],
		find(question, place) {
			if (question.kind === 'instruction') {
				const { id: own } = question;
				if (own !== undefined && (questions === undefined || ids.has(own)))
					return { kind: 'read', value: own };
				return questions === undefined
					? { kind: 'read', value: alpacaQuestionId(question.instruction) }
					: findByText(question, byPrompt.get(question.instruction) ?? [], place);
			}
			const { field, id } = question;
			if (questions === undefined || ids.has(id)) return { kind: 'read', value: id };
			const says = `the benchmark has no question with the ${field} ${quoteValue(id)}.`;
			return refuseField(place, { field, value: id, reason: 'unknown-question', says });
		},
		findMissing: (answered) =>
			describeMissing(
				[...ids.keys()].filter((id) => !answered.has(id)),
				ids.size,
			),
	};
}

function groupByPrompt(questions: readonly KnownQuestion[]): ReadonlyMap<string, string[]> {
	const byPrompt = new Map<string, string[]>();
	for (const { question_id, prompt } of questions) {
		if (prompt === undefined) continue;
		const ids = byPrompt.get(prompt) ?? [];
		ids.push(question_id);
		byPrompt.set(prompt, ids);
	}
	return byPrompt;
}

function findByText(
	{ field, instruction }: Extract<NamedResponse['question'], { readonly kind: 'instruction' }>,
	ids: readonly string[],
	place: Place,
): Reading<string> {
	const [id] = ids;
	if (id !== undefined && ids.length === 1) return { kind: 'read', value: id };
	const says =
		id === undefined
			? `the benchmark has no question with exactly this instruction: ${quoteValue(instruction)}.`
			: `several questions have this instruction (${listNames(ids)}); name them by question_id.`;
	const reason = id === undefined ? 'unknown-question' : 'ambiguous-question';
	return refuseField(place, { field, value: instruction, reason, says });
}

function describeMissing(missing: readonly string[], total: number): Missing {
	if (missing.length === 0) return { count: 0 };
	const message = `${groupDigits(missing.length)} of ${groupDigits(total)} questions have no answer: ${listNames(missing)}.`;
	const reason = 'missing-responses';
	return { count: missing.length, problem: { field: 'question_id', reason, message } };
}
