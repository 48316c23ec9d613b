import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { judgments } from '../../schema/judgments.ts';

/** What a judge version's replies took so far, over its newest thousand. */
export async function findUsage(db: Database, judgeVersionId: number) {
	const recent = db
		.select({
			completionTokens: judgments.completionTokens,
			latencyMs: judgments.latencyMs,
		})
		.from(judgments)
		.where(and(eq(judgments.judgeVersionId, judgeVersionId), isNotNull(judgments.completionTokens)))
		.limit(1000)
		.as('recent');
	const [row] = await db
		.select({
			replies: sql<number>`count(*)::int`,
			completionTokens: sql<number | null>`avg(${recent.completionTokens})::float8`,
			latencyMs: sql<number | null>`avg(${recent.latencyMs})::float8`,
		})
		.from(recent);
	return row ?? { replies: 0, completionTokens: null, latencyMs: null };
}

/** How many of these identities have a readable judgment already. */
export async function countKnown(db: Database, identities: readonly string[]): Promise<number> {
	if (identities.length === 0) return 0;
	const list = JSON.stringify(identities);
	const rows = await db.execute<{ known: number }>(sql`
		select count(distinct identity)::int as known from judgments
		where verdict is not null and identity in (
			select decode(value, 'hex') from jsonb_array_elements_text(${list}::text::jsonb))`);
	return [...rows][0]?.known ?? 0;
}

/** Mean characters of a version's question, and of the baseline's answer to it. */
export async function findPromptCharacters(
	db: Database,
	benchmarkVersionId: number,
): Promise<{ readonly question: number; readonly baseline: number }> {
	const rows = await db.execute<{ question: number | null; baseline: number | null }>(sql`
		select avg(asked.characters)::float8 as question, avg(theirs.characters)::float8 as baseline
		from questions
		join texts asked on asked.hash = questions.content_hash
		join submissions baseline
			on baseline.benchmark_version_id = questions.benchmark_version_id and baseline.is_baseline
		join responses theirs
			on theirs.question_id = questions.id and theirs.submission_id = baseline.id
		where questions.benchmark_version_id = ${benchmarkVersionId}`);
	const [row] = [...rows];
	return { question: row?.question ?? 0, baseline: row?.baseline ?? 0 };
}
