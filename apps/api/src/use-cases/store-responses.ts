import type { Database } from '@codejoust/db/connect';
import { listQuestionOutlines } from '@codejoust/db/queries/benchmarks';
import { insertSubmission } from '@codejoust/db/queries/submissions';
import { countCharacters, storeTexts } from '@codejoust/db/queries/texts';
import { contentHash } from '@codejoust/judge/identity';
import { isEmptyAnswer } from '../client/response-record.ts';
import { newId } from '../new-id.ts';

export type NewResponses = {
	readonly benchmarkVersionId: number;
	readonly variantId: number;
	readonly isBaseline: boolean;
	/** One answer for every question of the version, by question id. */
	readonly answers: ReadonlyMap<string, string>;
	readonly warnings: readonly { readonly code: string; readonly message: string }[];
	readonly createdBy?: string | undefined;
};

/** Stores a submission with all its responses and returns its id. White space alone is an empty answer. */
export async function storeResponses(tx: Database, input: NewResponses): Promise<string> {
	const id = newId('sub');
	const questions = await listQuestionOutlines(tx, input.benchmarkVersionId);
	const rows = questions.map((question) => {
		const body = input.answers.get(question.key);
		if (body === undefined) throw new Error(`no answer to question ${question.key}`);
		return { questionId: question.id, body, textHash: contentHash(body) };
	});
	await storeTexts(
		tx,
		rows.map(({ textHash, body }) => ({ hash: textHash, body })),
	);
	await insertSubmission(
		tx,
		{
			id,
			benchmarkVersionId: input.benchmarkVersionId,
			variantId: input.variantId,
			isBaseline: input.isBaseline,
			responses: rows.length,
			emptyResponses: rows.filter(({ body }) => isEmptyAnswer(body)).length,
			warnings: [...input.warnings],
			contentHash: contentHash(rows.map(({ textHash }) => textHash).join('\n')),
			createdBy: input.createdBy ?? null,
		},
		rows.map(({ questionId, textHash, body }) => ({
			questionId,
			textHash,
			characters: countCharacters(body),
			isEmpty: isEmptyAnswer(body),
		})),
	);
	return id;
}
