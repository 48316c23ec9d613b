import type { Database } from '@codejoust/db/connect';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import { countEqualToReference } from '@codejoust/db/queries/benchmarks/references';
import { isSuspiciouslyCopied, type SuspicionCode } from '@codejoust/formats/checks/suspicions';
import { findCopies } from './find-copies.ts';

/** What is said of a submission, and whether an operator is to look at it. */
export type CopyNote = {
	readonly code: SuspicionCode;
	readonly message: string;
	readonly isFlag: boolean;
};

/**
 * What a submission has whose answers are the texts of the baseline, of another model or of references, from its stored
 * answers: a flag has an operator review it before it is on a public board. Called in the transaction that submits it.
 */
export async function flagCopies(
	tx: Database,
	{
		submissionId,
		version: { questions, isSample },
		hasReferences,
	}: {
		readonly submissionId: string;
		readonly version: Pick<BenchmarkVersionRow, 'questions' | 'isSample'>;
		/** Of questions of the version; true where it is not known. */
		readonly hasReferences: boolean;
	},
): Promise<readonly CopyNote[]> {
	const own = { kind: 'stored', submissionId } as const;
	const copies = await findCopies(tx, own, { questions, isSample });
	return [
		...copies.map((copy) => ({ ...copy, isFlag: true })),
		...(hasReferences ? await noteReferences(tx, { submissionId, questions }) : []),
	];
}

/**
 * A reference may be as short as a number, which an honest answer is too: only many equal ones are a flag. Below that, nothing
 * is said of references for judges alone, so that nobody finds them by trying.
 */
async function noteReferences(
	tx: Database,
	{ submissionId, questions }: { readonly submissionId: string; readonly questions: number },
): Promise<readonly CopyNote[]> {
	const { all, ofPublic } = await countEqualToReference(tx, submissionId);
	const isFlag = isSuspiciouslyCopied(all, questions);
	const answers = isFlag ? all : ofPublic;
	if (answers === 0) return [];
	return [
		{
			code: 'copies-reference',
			message: `${answers} of ${questions} answers have exactly the text of the reference of their question: a judge that is shown references compares them with themselves.`,
			isFlag,
		},
	];
}
