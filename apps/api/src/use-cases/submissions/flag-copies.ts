import type { Database } from '@codejoust/db/connect';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import { type CopiedSubmission, listCopied } from '@codejoust/db/queries/submissions/copies';
import { isSuspiciouslyCopied, type SuspicionCode } from '@codejoust/formats/checks/suspicions';
import { LIMITS } from '@codejoust/formats/checks/limits';

/** A flag of a submission with its sentence. */
export type CopyFlag = { readonly code: SuspicionCode; readonly message: string };

/**
 * Flags of a submission whose answers are the texts of the baseline or of another model, from its stored answers: an
 * operator reviews it before it is on a public board. Called in the transaction that submits it.
 */
export async function flagCopies(
	tx: Database,
	{
		submissionId,
		version: { questions, isSample },
	}: {
		readonly submissionId: string;
		readonly version: Pick<BenchmarkVersionRow, 'questions' | 'isSample'>;
	},
): Promise<readonly CopyFlag[]> {
	const found = await listCopied(tx, { submissionId, least: LIMITS.copiedResponses });
	// Everybody tries the shipped sample with the answers that are shipped.
	return asFlags(isSample ? found.filter(({ isBaseline }) => isBaseline) : found, questions);
}

/** One flag of each kind, for the submission that most answers equal. */
function asFlags(found: readonly CopiedSubmission[], questions: number): readonly CopyFlag[] {
	const copied = found.filter(({ answers }) => isSuspiciouslyCopied(answers, questions));
	const baseline = copied.find(({ isBaseline }) => isBaseline);
	const model = copied.find(({ isBaseline }) => !isBaseline);
	return [
		...(baseline
			? [
					{
						code: 'copies-baseline' as const,
						message: `${baseline.answers} of ${questions} answers have exactly the text of the baseline's: each is a tie, and no judge is asked.`,
					},
				]
			: []),
		...(model
			? [
					{
						code: 'copies-model' as const,
						message: `${model.answers} of ${questions} answers have exactly the text of the model ${model.model}'s.`,
					},
				]
			: []),
	];
}
