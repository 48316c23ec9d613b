import { and, eq, exists, gt, inArray, isNotNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Outcome } from '@codejoust/arena/rules/battle';
import type { Database } from '../../connect.ts';
import { JUDGED_BY } from './judged-by.ts';
import { battles } from '../../schema/battles.ts';
import { runs } from '../../schema/runs.ts';

/**
 * The outcomes of every battle of these submissions that one judge version has decided from two games more than once, in its
 * own run and in replicates of it; unscored askings are left out. None for a submission without a replicate.
 */
export async function listRepeatedOutcomes(
	db: Database,
	scope: { readonly submissionIds: readonly string[]; readonly judgeVersionId: number },
): Promise<readonly { readonly submissionId: string; readonly outcomes: readonly Outcome[] }[]> {
	if (scope.submissionIds.length === 0) return [];
	const again = alias(runs, 'again');
	const isAskedAgain = exists(
		db
			.select({ one: sql`1` })
			.from(again)
			.where(
				and(
					eq(again.submissionId, runs.submissionId),
					eq(again.judgeVersionId, scope.judgeVersionId),
					gt(again.replicate, 0),
				),
			),
	);
	return db
		.select({
			submissionId: runs.submissionId,
			outcomes: sql<Outcome[]>`array_agg(${battles.outcome}::text order by ${runs.replicate})`,
		})
		.from(runs)
		.innerJoin(battles, eq(battles.runId, runs.id))
		.where(
			and(
				inArray(runs.submissionId, [...scope.submissionIds]),
				eq(runs.judgeVersionId, scope.judgeVersionId),
				isNotNull(battles.outcome),
				inArray(battles.decidedBy, [...JUDGED_BY]),
				isAskedAgain,
			),
		)
		.groupBy(runs.submissionId, battles.questionId)
		.having(sql`count(*) > 1`)
		.orderBy(runs.submissionId, battles.questionId);
}
