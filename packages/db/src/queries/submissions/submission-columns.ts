import { sql, type SQL } from 'drizzle-orm';
import { submissions } from '../../schema/submissions.ts';
import { isKept } from '../endpoints/holds.ts';
import { isShadow } from '../runs/runs.ts';

/** What became of the newest run that boards count, one in the shadow of another last; as JSON, since a submission may have none. */
export const newestRun = sql<NewestRun | null>`(
	select json_build_object(
		'held', run.held, 'held_reason', run.held_reason, 'is_started', run.started_at is not null,
		'is_finished', run.finished_at is not null, 'games', run.games, 'scored', run.games_scored,
		'empty_answers', run.empty_answers, 'equal_texts', run.equal_texts,
		'is_kept', ${isKept(sql`run.endpoint`, sql`run.judge_version_id`)})
	from runs run where run.submission_id = ${submissions.id} and run.replicate = 0
	order by ${isShadow(sql`run.id`)}, run.created_at desc, run.id desc limit 1)`;

export type NewestRun = {
	readonly held: 'paused' | 'cancelled' | null;
	readonly held_reason: string | null;
	readonly is_started: boolean;
	readonly is_finished: boolean;
	readonly games: number;
	readonly scored: number;
	readonly empty_answers: number;
	readonly equal_texts: number;
	/** Its judge, or the endpoint of its judge, is held. */
	readonly is_kept: boolean;
};

/** How many questions a draft has to answer; null for what has been submitted, which answers all. */
export const questionsOfDraft = sql<number | null>`(
	case when ${submissions.submittedAt} is null then (
		select count(*)::int from questions
		where questions.benchmark_version_id = ${submissions.benchmarkVersionId}) end)`;

/** The published submission of the same variant to the same version that was published next, or before. */
export function neighbour(side: 'newer' | 'older'): SQL<string | null> {
	const [compare, order] = side === 'newer' ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`];
	return sql<string | null>`(
		case when ${submissions.state} = 'published' and not ${submissions.isBaseline} then (
			select other.id from submissions other
			where other.variant_id = ${submissions.variantId} and not other.is_baseline
				and other.benchmark_version_id = ${submissions.benchmarkVersionId}
				and other.state = 'published'
				and (other.published_at, other.id) ${compare} (${submissions.publishedAt}, ${submissions.id})
			order by other.published_at ${order}, other.id ${order} limit 1) end)`;
}
