import { inArray, sql } from 'drizzle-orm';
import type { Outcome } from '@codejoust/arena/rules/battle';
import type { Database } from '../../connect.ts';
import { battles } from '../../schema/battles.ts';

/** Scored battles of these runs, counted for each question; one whose answer equals the baseline's counts as it was stored. */
export async function countQuestionOutcomes(db: Database, runIds: readonly string[]) {
	if (runIds.length === 0) return [];
	const count = (outcome: Outcome) =>
		sql<number>`(count(*) filter (where ${battles.outcome} = ${outcome}))::int`;
	return db
		.select({
			questionId: battles.questionId,
			wins: count('win'),
			ties: count('tie'),
			losses: count('loss'),
		})
		.from(battles)
		.where(inArray(battles.runId, [...runIds]))
		.groupBy(battles.questionId);
}
