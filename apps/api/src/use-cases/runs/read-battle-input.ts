import type { Database } from '@codejoust/db/connect';
import { listQuestionOutlines } from '@codejoust/db/queries/benchmarks/benchmarks';
import { findBaseline, listResponses } from '@codejoust/db/queries/submissions/submissions';
import type { BattleInput } from './plan-battles.ts';

/** Reads what the battles of one stored submission are planned from, in the transaction that it is given. */
export type BattleInputs = (db: Database, submissionId: string) => Promise<BattleInput>;

/** What the battles of a stored submission are planned from. */
export async function readBattleInput(
	db: Database,
	submission: { readonly id: string; readonly benchmarkVersionId: number },
): Promise<BattleInput> {
	const read = await openBattleInputs(db, submission.benchmarkVersionId);
	return read(db, submission.id);
}

/**
 * The same for many submissions to one benchmark version: its questions and its baseline's answers, which never change, are
 * read once.
 */
export async function openBattleInputs(
	db: Database,
	benchmarkVersionId: number,
): Promise<BattleInputs> {
	const baseline = await listResponses(db, await findBaseline(db, benchmarkVersionId));
	const questions = await listQuestionOutlines(db, benchmarkVersionId);
	return async (reader, submissionId) => ({
		baseline,
		responses: await listResponses(reader, submissionId),
		questions,
	});
}
