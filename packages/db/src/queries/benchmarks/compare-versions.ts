import { sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';

export type QuestionChange = {
	readonly key: string;
	readonly category: string;
	readonly subcategory: string;
	readonly kind: 'added' | 'removed' | 'edited' | 'unchanged';
	/** Of an edited question, what differs. */
	readonly fields: readonly string[];
	/** Neither the question nor the baseline's answer differs, so that judgments of one version hold in the other. */
	readonly isShared: boolean;
};

/** Every question of two versions by its publisher's id, in the order of the newer one, those that it has no more at the end. */
export async function compareVersions(
	db: Database,
	{ fromId, toId }: { readonly fromId: number; readonly toId: number },
): Promise<QuestionChange[]> {
	const side = (id: number) => sql`(
		select questions.*, responses.text_hash as baseline_hash
		from questions
		join submissions on submissions.benchmark_version_id = questions.benchmark_version_id
			and submissions.is_baseline
		join responses on responses.submission_id = submissions.id
			and responses.question_id = questions.id
		where questions.benchmark_version_id = ${id})`;
	const rows = await db.execute<QuestionChange & { readonly fields: string[] }>(sql`
		select key, category, subcategory, fields, same_game as "isShared",
			case when is_new then 'added' when is_gone then 'removed'
				when fields <> '{}' then 'edited' else 'unchanged' end as kind
		from (
			select coalesce(now.key, was.key) as key,
				coalesce(now.category, was.category) as category,
				coalesce(now.subcategory, was.subcategory) as subcategory,
				was.id is null as is_new, now.id is null as is_gone,
				coalesce(now.content_hash = was.content_hash and now.baseline_hash = was.baseline_hash, false)
					as same_game,
				case when was.id is null or now.id is null then '{}'::text[] else array_remove(array[
					case when now.content_hash <> was.content_hash then 'messages' end,
					case when now.reference_hash is distinct from was.reference_hash then 'reference' end,
					case when now.baseline_hash <> was.baseline_hash then 'baseline_answer' end,
					case when now.category <> was.category then 'category' end,
					case when now.subcategory <> was.subcategory then 'subcategory' end,
					case when now.languages <> was.languages then 'languages' end,
					case when now.difficulty <> was.difficulty then 'difficulty' end], null) end as fields,
				now.position as place, was.position as old_place
			from ${side(toId)} now full join ${side(fromId)} was on was.key = now.key) as compared
		order by place nulls last, old_place`);
	return [...rows];
}
