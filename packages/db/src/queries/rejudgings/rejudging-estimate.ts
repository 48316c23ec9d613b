import { sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';

/** What a judge's replies about a submission took. */
export type GameTokens = {
	readonly position: number;
	readonly order: string;
	readonly promptTokens: number;
	readonly completionTokens: number;
	readonly latencyMs: number;
};

/** Tokens of each game of a submission under a judge version, re-asks included; games without a reply are left out. */
export async function listGameTokens(
	db: Database,
	scope: { readonly submissionId: string; readonly judgeVersionId: number },
): Promise<GameTokens[]> {
	const rows = await db.execute<GameTokens>(sql`
		select battles.position, games.game_order as "order",
			sum(judgments.prompt_tokens)::int as "promptTokens",
			sum(judgments.completion_tokens)::int as "completionTokens",
			avg(judgments.latency_ms)::float8 as "latencyMs"
		from runs
		join battles on battles.run_id = runs.id
		join games on games.battle_id = battles.id
		join judgments on judgments.identity = games.identity
		where runs.submission_id = ${scope.submissionId} and runs.replicate = 0
			and runs.judge_version_id = ${scope.judgeVersionId}
			and judgments.completion_tokens is not null
		group by battles.position, games.game_order
		order by battles.position, games.game_order`);
	return [...rows];
}

/** Which of these identities need no asking: they have a verdict. */
export async function listKnown(
	db: Database,
	identities: readonly string[],
): Promise<ReadonlySet<string>> {
	if (identities.length === 0) return new Set();
	const rows = await db.execute<{ identity: string }>(sql`
		select distinct encode(identity, 'hex') as identity from judgments
		where verdict is not null and identity in (
			select decode(value, 'hex') from jsonb_array_elements_text(${JSON.stringify(identities)}::text::jsonb))`);
	return new Set([...rows].map(({ identity }) => identity));
}
