import { and, asc, eq, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { battles } from '../../schema/battles.ts';
import { benchmarkVersions, questions } from '../../schema/benchmarks.ts';
import { models, variants } from '../../schema/models.ts';
import { runs } from '../../schema/runs.ts';
import { submissions } from '../../schema/submissions.ts';
import { isVisibleTo, type Viewer } from '../keys/viewer.ts';
import { type BattleScope, whereScope } from './battles.ts';

/** The first so many battles of a scope are counted. */
const MOST_COUNTED = 100_000;

export type BattleCounts = {
	readonly battles: number;
	/** Whether the scope has no more battles than were counted. */
	readonly isComplete: boolean;
	/** By outcome; `open` where there is none yet. A flipped battle counts under its outcome too. */
	readonly outcomes: Readonly<Record<string, number>>;
	/** Why battles are unscored, or were decided without a game; most first. One with two reasons counts under each. */
	readonly reasons: readonly { readonly reason: string; readonly battles: number }[];
};

/** How many battles of a scope the viewer sees with each outcome and each reason, of the first 100,000. */
export async function countBattles(
	db: Database,
	scope: BattleScope & { readonly viewer: Viewer },
): Promise<BattleCounts> {
	const chosen = db
		.select({
			outcome: battles.outcome,
			consistency: battles.consistency,
			decidedBy: battles.decidedBy,
			reasons: battles.unscoredReasons,
		})
		.from(battles)
		.innerJoin(runs, eq(runs.id, battles.runId))
		.innerJoin(submissions, eq(submissions.id, runs.submissionId))
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId))
		.innerJoin(questions, eq(questions.id, battles.questionId))
		.innerJoin(benchmarkVersions, eq(benchmarkVersions.id, questions.benchmarkVersionId))
		.where(and(...whereScope(scope), isVisibleTo(scope.viewer)))
		.orderBy(asc(battles.id))
		.limit(MOST_COUNTED + 1);
	const rows = await db.execute<{ kind: string; name: string; battles: number }>(sql`
		with chosen as materialized (${chosen})
		select 'outcome' as kind, coalesce(outcome, 'open') as name, count(*)::int as battles from chosen group by 2
		union all select 'outcome', 'flipped', count(*)::int from chosen where consistency = 'flipped'
		union all select 'reason', reason, count(*)::int from chosen,
			lateral (select distinct unnest(unscored_reasons)) as distinct_reasons(reason)
			where outcome = 'unscored' group by 2
		union all select 'reason', decided_by, count(*)::int from chosen
			where decided_by in ('empty-answer', 'equal-texts') group by 2
		order by battles desc, name`);
	const of = (kind: string) => [...rows].filter((row) => row.kind === kind);
	const outcomes = Object.fromEntries(of('outcome').map(({ name, battles: n }) => [name, n]));
	const all = Object.entries(outcomes).reduce(
		(sum, [name, n]) => (name === 'flipped' ? sum : sum + n),
		0,
	);
	return {
		battles: Math.min(all, MOST_COUNTED),
		isComplete: all <= MOST_COUNTED,
		outcomes,
		reasons: of('reason').map(({ name, battles: n }) => ({ reason: name, battles: n })),
	};
}
