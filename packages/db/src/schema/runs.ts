import type { ShownReferences } from '@codejoust/arena/rules/reference';
import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { instant } from './instant.ts';
import { judgeVersions } from './judges.ts';
import { submissions } from './submissions.ts';

/**
 * A judge version playing a submission's battles. Its state is derived from what is stored: the counters
 * move in the transaction that stores the judgments, `held` is what an operator or a permanent error asked for.
 */
export const runs = pgTable(
	'runs',
	{
		id: text('id').primaryKey(),
		submissionId: text('submission_id')
			.notNull()
			.references(() => submissions.id),
		judgeVersionId: bigint('judge_version_id', { mode: 'number' })
			.notNull()
			.references(() => judgeVersions.id),
		replicate: integer('replicate').notNull().default(0),
		/** How its games are asked: one by one, or through the provider's Batch API. */
		via: text('via').$type<RunVia>().notNull().default('live'),
		/** Where its games are asked; absent until its battles are queued for the first time. */
		endpoint: text('endpoint'),
		priority: integer('priority').notNull().default(0),
		held: text('held').$type<'paused' | 'cancelled'>(),
		heldReason: text('held_reason'),
		/** Of a paused run; absent where it was paused before causes were stored. */
		pauseCause: text('pause_cause').$type<PauseCause>(),
		heldAt: instant('held_at'),
		/** What was refused for a call that set out before this does not hold the run again. */
		resumedAt: instant('resumed_at'),
		/** Which references of the questions its judge is shown; others than their own only in a judge check. */
		shownReferences: text('shown_references').$type<ShownReferences>().notNull().default('on'),
		battles: integer('battles').notNull(),
		games: integer('games').notNull(),
		emptyAnswers: integer('empty_answers').notNull().default(0),
		/** Battles that are ties without a game: the answer's text equals the baseline's. */
		equalTexts: integer('equal_texts').notNull().default(0),
		gamesScored: integer('games_scored').notNull().default(0),
		gamesUnscored: integer('games_unscored').notNull().default(0),
		promptTokens: bigint('prompt_tokens', { mode: 'number' }).notNull().default(0),
		completionTokens: bigint('completion_tokens', { mode: 'number' }).notNull().default(0),
		tokensEstimated: boolean('tokens_estimated').notNull().default(false),
		costMicroUsd: bigint('cost_micro_usd', { mode: 'number' }),
		/** Models that the provider said had answered, sorted; more than one: it changed what is behind the name. */
		reportedModels: text('reported_models')
			.array()
			.notNull()
			.default(sql`'{}'::text[]`),
		budgetMicroUsd: bigint('budget_micro_usd', { mode: 'number' }),
		/** Unscored judgments that came back before this are asked for again. */
		retriedAt: instant('retried_at'),
		createdAt: instant('created_at').notNull().defaultNow(),
		startedAt: instant('started_at'),
		lastAliveAt: instant('last_alive_at'),
		finishedAt: instant('finished_at'),
	},
	(table) => [
		unique('runs_once').on(
			table.submissionId,
			table.judgeVersionId,
			table.replicate,
			table.shownReferences,
		),
		index('runs_of_judge').on(table.judgeVersionId),
		index('runs_unfinished').on(table.finishedAt, table.createdAt),
	],
);

/** Why a run is paused. */
export type PauseCause = 'operator' | 'budget' | 'trouble';
export type RunVia = 'live' | 'batch';
