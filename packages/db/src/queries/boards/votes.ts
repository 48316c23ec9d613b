import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { battles } from '../../schema/battles.ts';
import { questions } from '../../schema/benchmarks.ts';
import { runs } from '../../schema/runs.ts';

/** The battles of these runs that votes have decided, or that nobody was asked about, in the order of their ids. */
export async function listVotedBattles(db: Database, runIds: readonly string[]) {
	if (runIds.length === 0) return [];
	return db
		.select({
			id: battles.id,
			submissionId: runs.submissionId,
			questionKey: questions.key,
			outcome: battles.outcome,
			decidedBy: battles.decidedBy,
			numbers: battles.numbers,
		})
		.from(battles)
		.innerJoin(runs, eq(runs.id, battles.runId))
		.innerJoin(questions, eq(questions.id, battles.questionId))
		.where(
			and(
				inArray(battles.runId, [...runIds]),
				inArray(battles.decidedBy, ['votes', 'empty-answer', 'equal-texts']),
			),
		)
		.orderBy(asc(battles.id));
}
