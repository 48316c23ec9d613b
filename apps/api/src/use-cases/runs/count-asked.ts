import type { Database } from '@codejoust/db/connect';
import { listQuestionOutlines } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { countKnown } from '@codejoust/db/queries/runs/estimate';
import { findBaseline, listResponses } from '@codejoust/db/queries/submissions/submissions';
import { readDefinition } from '@codejoust/judge/protocol/definition';
import { planOf } from '@codejoust/judge/protocol/kinds';

/**
 * How often a judge is asked about so many answers, which are not empty, to questions of a benchmark version. What does not
 * depend on the answers, such as a rating of the baseline, is asked once for all submissions, and not where it is known.
 */
export async function countAsked(
	db: Database,
	judge: Pick<JudgeVersionRow, 'hash' | 'definition'>,
	{
		benchmarkVersionId,
		answers,
	}: { readonly benchmarkVersionId: number; readonly answers: number },
): Promise<number> {
	const { shots, identity } = planOf(readDefinition(judge.definition));
	const questions = await listQuestionOutlines(db, benchmarkVersionId);
	const asked = questions.flatMap(({ id, contentHash, ...question }) =>
		shots(question).map((order) => {
			const key = { judgeHash: judge.hash, questionHash: contentHash, order, replicate: 0 };
			const of = (baselineHash: string, responseHash = '') =>
				identity({ ...key, baselineHash, responseHash });
			return { questionId: id, of, isShared: of('', 'one') === of('', 'another') };
		}),
	);
	if (questions.length === 0) return 0;
	const shared = asked.filter(({ isShared }) => isShared);
	const own = Math.round(((asked.length - shared.length) * answers) / questions.length);
	if (shared.length === 0 || answers === 0) return own;
	const baseline = await listResponses(db, await findBaseline(db, benchmarkVersionId));
	const hashOf = new Map(baseline.map((row) => [row.questionId, row.textHash]));
	const identities = new Set(shared.map(({ questionId, of }) => of(hashOf.get(questionId) ?? '')));
	const unknown = identities.size - (await countKnown(db, [...identities]));
	return own + Math.min(unknown, Math.round((shared.length * answers) / questions.length));
}
