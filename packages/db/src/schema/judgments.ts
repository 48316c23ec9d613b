import { sql } from 'drizzle-orm';
import {
	bigint,
	boolean,
	doublePrecision,
	index,
	integer,
	pgTable,
	primaryKey,
	smallint,
	text,
} from 'drizzle-orm/pg-core';
import type { UnscoredReason, ProviderErrorClass } from '@codejoust/arena/rules/judgment';
import type { ReplyFlag } from '@codejoust/arena/rules/reply-flags';
import type { Reading } from '@codejoust/arena/rules/reading';
import { digest } from './digest.ts';
import { instant } from './instant.ts';
import { judgeVersions } from './judges.ts';
import { texts } from './texts.ts';

/**
 * What came back for one identity: append-only, the newest attempt counts, all are kept.
 * Hash-partitioned by identity.
 */
export const judgments = pgTable(
	'judgments',
	{
		identity: digest('identity').notNull(),
		attempt: smallint('attempt').notNull(),
		judgeVersionId: bigint('judge_version_id', { mode: 'number' })
			.notNull()
			.references(() => judgeVersions.id),
		/** What was read: a label, or a rating in digits. */
		verdict: text('verdict').$type<Reading>(),
		/** From a judge that is read by its probabilities: how probable it is that the answer shown first is better. */
		preference: doublePrecision('preference'),
		unscoredReason: text('unscored_reason').$type<UnscoredReason>(),
		errorClass: text('error_class').$type<ProviderErrorClass>(),
		/** The judge's words, its thinking in tags before them; where it said nothing, the provider's words. */
		textHash: digest('text_hash').references(() => texts.hash),
		/** A sentence of the provider, or about its reply, that says why there is no verdict. */
		detail: text('detail'),
		/** What was unusual about a reply that was read. */
		flags: text('flags').array().$type<readonly ReplyFlag[]>().notNull().default([]),
		finishReason: text('finish_reason'),
		modelReported: text('model_reported'),
		requestId: text('request_id'),
		promptTokens: integer('prompt_tokens'),
		completionTokens: integer('completion_tokens'),
		tokensEstimated: boolean('tokens_estimated').notNull().default(false),
		costMicroUsd: bigint('cost_micro_usd', { mode: 'number' }),
		latencyMs: integer('latency_ms'),
		transportRetries: integer('transport_retries').notNull().default(0),
		isReAsk: boolean('is_re_ask').notNull().default(false),
		askedAt: instant('asked_at').notNull(),
		receivedAt: instant('received_at').notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.identity, table.attempt] }),
		/** Few, and looked for among many. */
		index('judgments_unscored')
			.on(table.identity)
			.where(sql`verdict is null`),
	],
);
