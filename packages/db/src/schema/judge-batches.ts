import {
	bigint,
	boolean,
	index,
	integer,
	pgTable,
	primaryKey,
	text,
	unique,
} from 'drizzle-orm/pg-core';
import { battles } from './battles.ts';
import { digest } from './digest.ts';
import { instant } from './instant.ts';
import { runs } from './runs.ts';

/**
 * A part of a run that is asked through the provider's Batch API. Stored before its file is sent, so that a process
 * which dies in between finds it, or what became of it at the provider, by our id.
 */
export const judgeBatches = pgTable(
	'judge_batches',
	{
		/** In the batch's metadata at the provider too. */
		id: text('id').primaryKey(),
		runId: text('run_id')
			.notNull()
			.references(() => runs.id),
		/** Whose provider has it; absent in batches of before endpoints had names. */
		endpoint: text('endpoint'),
		inputFileId: text('input_file_id'),
		/** Set before the batch is created: from then on the provider may know it. */
		createTriedAt: instant('create_tried_at'),
		providerId: text('provider_id'),
		/** The provider's word for it; absent before it is created there. */
		status: text('status'),
		outputFileId: text('output_file_id'),
		errorFileId: text('error_file_id'),
		games: integer('games').notNull(),
		/** Of those, how many the provider has done. */
		gamesDone: integer('games_done').notNull().default(0),
		/** What it may cost, for budgets, until it is collected. */
		expectedMicroUsd: bigint('expected_micro_usd', { mode: 'number' }).notNull().default(0),
		/** What it holds in the provider's queue, as we estimate it, until it is collected. */
		expectedTokens: bigint('expected_tokens', { mode: 'number' }).notNull().default(0),
		/** Why the last call about it brought nothing; absent when it brought something. */
		trouble: text('trouble'),
		createdAt: instant('created_at').notNull().defaultNow(),
		sentAt: instant('sent_at'),
		/** When its end was seen; its judgments were received then. */
		endedAt: instant('ended_at'),
		/** When all that came of it had been stored; an open batch has none. */
		collectedAt: instant('collected_at'),
	},
	(table) => [
		unique('judge_batches_provider').on(table.providerId),
		index('judge_batches_of_run').on(table.runId, table.collectedAt),
	],
);

/** A game in a batch. Absent until the batch is collected: what became of it. */
export const judgeBatchLines = pgTable(
	'judge_batch_lines',
	{
		batchId: text('batch_id')
			.notNull()
			.references(() => judgeBatches.id, { onDelete: 'cascade' }),
		identity: digest('identity').notNull(),
		battleId: bigint('battle_id', { mode: 'number' })
			.notNull()
			.references(() => battles.id),
		isReAsk: boolean('is_re_ask').notNull().default(false),
		result: text('result').$type<BatchLineResult>(),
	},
	(table) => [
		primaryKey({ columns: [table.batchId, table.identity] }),
		index('judge_batch_lines_of_identity').on(table.identity),
	],
);

/**
 * `answered`: a judgment was stored. `failed`: an error was, or the line was missing. `not-asked`: the batch ended before.
 * `known`: somebody else's verdict was there first.
 */
export type BatchLineResult = 'answered' | 'failed' | 'not-asked' | 'known';
