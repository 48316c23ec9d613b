import { sql } from 'drizzle-orm';
import type { ProviderErrorClass, UnscoredReason } from '@codejoust/arena/rules/judgment';
import type { Database } from '../../connect.ts';
import type { Place } from '../paging/newest-first.ts';

/** One reply to a game of a run, with what it cost. */
export type RunReply = {
	/** Names the reply among those of its run. */
	readonly id: string;
	readonly receivedAt: Date;
	readonly battleId: string;
	readonly questionKey: string;
	readonly order: string;
	readonly attempt: number;
	readonly verdict: string | null;
	readonly unscoredReason: UnscoredReason | null;
	readonly errorClass: ProviderErrorClass | null;
	readonly promptTokens: number | null;
	readonly completionTokens: number | null;
	readonly tokensEstimated: boolean;
	/** Micro-dollars; null where the judge had no price. */
	readonly costMicroUsd: number | null;
	readonly latencyMs: number | null;
	readonly modelReported: string | null;
};

/** All replies of a run, those without a verdict included, newest first. What was known before the run began is not in it. */
export async function listRunReplies(
	db: Database,
	{
		runId,
		from,
		before,
		limit,
	}: {
		readonly runId: string;
		readonly from: Date;
		readonly before: Place | undefined;
		readonly limit: number;
	},
): Promise<RunReply[]> {
	const isAfter =
		before === undefined
			? sql`true`
			: sql`(received, id) < (${before.createdAt.toISOString()}::timestamptz, ${before.id}::text)`;
	const rows = await db.execute<Omit<RunReply, 'receivedAt' | 'costMicroUsd'> & Stored>(sql`
		select * from (
			select games.battle_id || '_' || encode(judgments.identity, 'hex') || '_' || judgments.attempt as id,
				date_trunc('milliseconds', judgments.received_at) as received,
				battles.id::text as "battleId", questions.key as "questionKey", games.game_order as "order",
				judgments.attempt, judgments.verdict, judgments.unscored_reason as "unscoredReason",
				judgments.error_class as "errorClass", judgments.prompt_tokens as "promptTokens",
				judgments.completion_tokens as "completionTokens", judgments.tokens_estimated as "tokensEstimated",
				judgments.cost_micro_usd::text as cost, judgments.latency_ms as "latencyMs",
				judgments.model_reported as "modelReported"
			from battles
			join questions on questions.id = battles.question_id
			join games on games.battle_id = battles.id
			join judgments on judgments.identity = games.identity
			where battles.run_id = ${runId} and judgments.received_at >= ${from.toISOString()}::timestamptz) as replies
		where ${isAfter}
		order by received desc, id desc limit ${limit}`);
	return rows.map(({ received, cost, ...row }) => ({
		...row,
		receivedAt: new Date(received),
		costMicroUsd: cost === null ? null : Number(cost),
	}));
}

type Stored = { readonly received: string; readonly cost: string | null };
