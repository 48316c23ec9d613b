import type { Client, Question } from '@codejoust/contract/client';
import { type KnownQuestion, toKnownQuestions } from '@codejoust/formats/responses/known-questions';
import { describeRest } from '@codejoust/formats/checks/problem-list';
import { promptOf } from '@codejoust/formats/questions/question-record';
import { questionTable } from '@codejoust/formats/questions/question-table';
import { readQuestions } from '@codejoust/formats/questions/questions';
import { readTable } from './read-answers.ts';
import { safeText } from './safe-text.ts';
import { readTaskTypesFile } from './task-types.ts';
import { UsageError } from './usage-error.ts';

const PAGE_SIZE = 200;

/** The ids and languages of the questions of a published benchmark, from the server: enough to check answers that name them. */
export async function fetchQuestionIds(
	client: Client,
	benchmark: string,
): Promise<readonly KnownQuestion[]> {
	const known: KnownQuestion[] = [];
	let cursor: string | null = '';
	do {
		const page: Awaited<ReturnType<Client['questions']>> = await client.questions(benchmark, {
			cursor,
			limit: PAGE_SIZE,
		});
		known.push(...page.items.map(({ question_id, languages }) => ({ question_id, languages })));
		cursor = page.next_cursor;
	} while (cursor !== null);
	return known;
}

/** The questions of a published benchmark, from the server. */
export async function fetchQuestions(
	client: Client,
	benchmark: string,
): Promise<readonly KnownQuestion[]> {
	const questions: Question[] = [];
	let cursor: string | null = '';
	do {
		const page = await client.questions(benchmark, { cursor, limit: PAGE_SIZE });
		questions.push(...page.items);
		cursor = page.next_cursor;
	} while (cursor !== null);
	return questions.map(({ question_id, messages, languages }) => ({
		question_id,
		languages,
		prompt: promptOf({ messages }),
	}));
}

/** The questions of a file of any known format; nothing is asked of a server. */
export async function readQuestionsFile(
	path: string,
	taskTypes: string | undefined,
): Promise<readonly KnownQuestion[]> {
	// To check answers no category is needed.
	const defaultGroup = { category: 'any', subcategory: 'any' };
	const options =
		taskTypes === undefined
			? { defaultGroup }
			: { defaultGroup, mapping: await readTaskTypesFile(taskTypes) };
	const { questions, problems } = readQuestions(await readTable(path, questionTable()), options);
	if (questions.length > 0 && problems.total === 0) return toKnownQuestions(questions);
	const rest = describeRest(problems);
	throw new UsageError(
		[
			`The questions in ${safeText(path)} cannot be used:`,
			...problems.shown.map(({ message }) => `  ${message}`),
			...(rest === undefined ? [] : [`  … ${rest}.`]),
		].join('\n'),
	);
}
