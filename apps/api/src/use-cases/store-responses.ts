import type { Database } from '@codejoust/db/connect';
import { listQuestionOutlines } from '@codejoust/db/queries/benchmarks';
import { insertResponses, settleResponses } from '@codejoust/db/queries/submission-life';
import { countCharacters, storeTexts } from '@codejoust/db/queries/texts';
import { contentHash } from '@codejoust/judge/identity';
import { isEmptyAnswer } from '../client/response-record.ts';

export type Answer = { readonly question_id: string; readonly response: string };

/** Adds answers to a submission, and settles what follows from all that it has. White space alone is an empty answer. */
export async function storeResponses(
	tx: Database,
	input: {
		readonly submissionId: string;
		readonly benchmarkVersionId: number;
		readonly batches: AsyncIterable<readonly Answer[]> | Iterable<readonly Answer[]>;
		/** Answers to questions that are answered already take the place of those. */
		readonly isReplacing?: boolean;
	},
): Promise<void> {
	const { submissionId, isReplacing = false } = input;
	const questions = await listQuestionOutlines(tx, input.benchmarkVersionId);
	const idOf = new Map(questions.map(({ key, id }) => [key, id]));
	for await (const batch of input.batches) {
		const answers = batch.map(({ question_id: key, response: body }) => {
			const questionId = idOf.get(key);
			if (questionId === undefined) throw new Error(`an answer to an unknown question ${key}`);
			return { questionId, body, hash: contentHash(body) };
		});
		await storeTexts(
			tx,
			answers.map(({ hash, body: text }) => ({ hash, body: text })),
		);
		const rows = answers.map(({ questionId, hash, body }) => ({
			submissionId,
			questionId,
			textHash: hash,
			characters: countCharacters(body),
			isEmpty: isEmptyAnswer(body),
		}));
		await insertResponses(tx, rows, { isReplacing });
	}
	await settleResponses(tx, submissionId, contentHash);
}
