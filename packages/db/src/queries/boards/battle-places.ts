import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { battles } from '../../schema/battles.ts';
import { questions } from '../../schema/benchmarks.ts';
import { runs } from '../../schema/runs.ts';
import { texts } from '../../schema/texts.ts';

/** The battles that a board counts of some submissions on some questions, with the questions' messages. */
export async function findBattlePlaces(
	db: Database,
	scope: {
		readonly judgeVersionId: number;
		readonly submissionIds: readonly string[];
		readonly questionKeys: readonly string[];
	},
) {
	if (scope.submissionIds.length === 0 || scope.questionKeys.length === 0) return [];
	return db
		.select({
			id: battles.id,
			submissionId: runs.submissionId,
			questionKey: questions.key,
			messages: texts.body,
		})
		.from(runs)
		.innerJoin(battles, eq(battles.runId, runs.id))
		.innerJoin(questions, eq(questions.id, battles.questionId))
		.innerJoin(texts, eq(texts.hash, questions.contentHash))
		.where(
			and(
				inArray(runs.submissionId, [...scope.submissionIds]),
				eq(runs.judgeVersionId, scope.judgeVersionId),
				eq(runs.replicate, 0),
				inArray(questions.key, [...scope.questionKeys]),
			),
		)
		.orderBy(asc(battles.id));
}
export type BattlePlaceRow = Awaited<ReturnType<typeof findBattlePlaces>>[number];
