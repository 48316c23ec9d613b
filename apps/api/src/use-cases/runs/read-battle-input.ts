import type { Database } from '@codejoust/db/connect';
import { listQuestionOutlines } from '@codejoust/db/queries/benchmarks/benchmarks';
import { findBaseline, listResponses } from '@codejoust/db/queries/submissions/submissions';
import type { BattleInput } from './plan-battles.ts';

/** What the battles of a stored submission are planned from. */
export async function readBattleInput(
	db: Database,
	submission: { readonly id: string; readonly benchmarkVersionId: number },
): Promise<BattleInput> {
	const { id, benchmarkVersionId } = submission;
	return {
		baseline: await listResponses(db, await findBaseline(db, benchmarkVersionId)),
		responses: await listResponses(db, id),
		questions: await listQuestionOutlines(db, benchmarkVersionId),
	};
}
