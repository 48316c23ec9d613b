import type { Database } from '@codejoust/db/connect';
import { findReferenceCharacters } from '@codejoust/db/queries/benchmarks/references';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { readDefinition } from '@codejoust/judge/protocol/definition';
import { planOf } from '@codejoust/judge/protocol/kinds';

/** Mean characters that the references of a benchmark version add to a prompt of a judge; 0 for one that is not shown them. */
export async function countReferenceCharacters(
	db: Database,
	judge: Pick<JudgeVersionRow, 'definition'>,
	benchmarkVersionId: number,
): Promise<number> {
	const { usesReference } = planOf(readDefinition(judge.definition));
	return usesReference ? findReferenceCharacters(db, benchmarkVersionId) : 0;
}
