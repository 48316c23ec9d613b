import type { Database } from '@codejoust/db/connect';
import type { QuestionOutlineRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import { insertResponses, settleResponses } from '@codejoust/db/queries/submissions/drafts';
import type { StoredResponse } from '@codejoust/db/queries/submissions/submissions';
import { countCharacters, storeTexts } from '@codejoust/db/queries/texts/texts';
import { contentHash } from '@codejoust/judge/identity/identity';
import { isEmptyAnswer } from '@codejoust/formats/rows/response-record';

export type Answer = { readonly question_id: string; readonly response: string };

/**
 * Adds answers to a submission, and settles what follows from all that it has. White space alone is an empty answer.
 * Returns all of its responses, in question order.
 */
export async function storeResponses(
	tx: Database,
	input: {
		readonly submissionId: string;
		/** All of the benchmark version, in position order. */
		readonly questions: readonly Pick<QuestionOutlineRow, 'id' | 'key'>[];
		readonly batches: AsyncIterable<readonly Answer[]> | Iterable<readonly Answer[]>;
		/** What the submission had before. */
		readonly stored?: readonly StoredResponse[];
		/** Answers to questions that are answered already take the place of those. */
		readonly isReplacing?: boolean;
	},
): Promise<readonly StoredResponse[]> {
	const { submissionId, questions, stored = [], isReplacing = false } = input;
	const idOf = new Map(questions.map(({ key, id }) => [key, id]));
	const responseOf = new Map(stored.map((row) => [row.questionId, row]));
	for await (const batch of input.batches) {
		const answers = batch.map((answer) => readAnswer(answer, idOf));
		await storeTexts(
			tx,
			answers.map(({ body, response }) => ({ hash: response.textHash, body })),
		);
		const rows = answers.map(({ body, response }) => ({
			...response,
			submissionId,
			characters: countCharacters(body),
		}));
		await insertResponses(tx, rows, { isReplacing });
		for (const { response } of answers) responseOf.set(response.questionId, response);
	}
	const responses = questions.flatMap(({ id }) => responseOf.get(id) ?? []);
	await settleResponses(tx, submissionId, { responses, hashOf: contentHash });
	return responses;
}

function readAnswer(
	{ question_id: key, response: body }: Answer,
	idOf: ReadonlyMap<string, number>,
): { readonly body: string; readonly response: StoredResponse } {
	const questionId = idOf.get(key);
	if (questionId === undefined) throw new Error(`an answer to an unknown question ${key}`);
	const response = { questionId, textHash: contentHash(body), isEmpty: isEmptyAnswer(body) };
	return { body, response };
}
