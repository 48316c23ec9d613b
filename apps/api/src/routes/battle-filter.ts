import { z } from '@hono/zod-openapi';
import { OUTCOME_FILTERS, UNSCORED_REASONS } from '@codejoust/contract/schemas/closed-lists';
import { benchmarkName, slug, sliceQuery } from '@codejoust/contract/schemas/names';
import type { BattleScope } from '@codejoust/db/queries/boards/battles';
import type { Database } from '@codejoust/db/connect';
import { findVersion } from '../find-version.ts';
import { Refusal } from '../refusal.ts';
import { findJudge } from '../use-cases/judges/find-judge.ts';

/** Which battles; all keys that are given must fit. */
export const battleFilter = sliceQuery.extend({
	benchmark: benchmarkName.optional(),
	model: slug.optional(),
	submission: z.string().max(80).optional(),
	run: z.string().max(80).optional(),
	question: z.string().max(200).optional(),
	judge: z.string().max(200).optional(),
	outcome: z.enum(OUTCOME_FILTERS).optional(),
	reason: z
		.enum(['empty-answer', 'equal-texts', ...UNSCORED_REASONS])
		.optional()
		.openapi({
			description:
				'Why a battle is unscored, or that its answer was empty, or equal to the baseline’s.',
		}),
});
export type BattleFilter = z.infer<typeof battleFilter>;

const LONGEST_SEARCH = 100;

/** The same with words to look for. */
export const searchFilter = battleFilter.extend({
	q: z.string().trim().min(2).max(LONGEST_SEARCH).optional().openapi({
		description:
			'Words that stand together in the question, in an answer or in what the judge said, in any case. Only with a benchmark, a submission or a run.',
	}),
});

/** A filter as the queries take it. Refused where it names a benchmark or a judge that does not exist. */
export async function readScope(db: Database, query: BattleFilter): Promise<BattleScope> {
	return {
		benchmarkVersionId:
			query.benchmark === undefined ? undefined : (await findVersion(db, query.benchmark)).id,
		judgeVersionId: query.judge === undefined ? undefined : (await findJudge(db, query.judge)).id,
		runId: query.run,
		submissionId: query.submission,
		modelSlug: query.model,
		questionKey: query.question,
		category: query.category,
		subcategory: query.subcategory,
		language: query.language,
		difficulty: query.difficulty,
		outcome: query.outcome,
		reason: query.reason,
	};
}

/** Refuses what would read the battles of all benchmarks. */
export function requireNamed({ benchmark, submission, run }: BattleFilter, what: string): void {
	if ((benchmark ?? submission ?? run) !== undefined) return;
	const reason = `${what} needs a benchmark, a submission or a run.`;
	throw new Refusal('invalid-input', reason, [{ name: 'benchmark', reason }]);
}
