import { sql } from 'drizzle-orm';
import {
	bigint,
	boolean,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	unique,
} from 'drizzle-orm/pg-core';
import { benchmarkVersions } from './benchmarks.ts';
import { instant } from './instant.ts';
import { judgeVersions } from './judges.ts';
import { type RunVia, runs } from './runs.ts';
import { submissions } from './submissions.ts';

/** Whose answers are judged again. */
export type RejudgingScope =
	| { readonly kind: 'all' }
	/** The first so many models of the live board. */
	| { readonly kind: 'top'; readonly models: number }
	/** Models by slug, or submissions by id. */
	| { readonly kind: 'chosen'; readonly models: readonly string[] };

/** What holds a promotion back, as it was asked for; its shape is that of the API. */
export type PromotionGates = Readonly<Record<string, unknown>>;

/** "When a version of this judge is released, plan a re-judging of these boards." */
export const rejudgingRules = pgTable('rejudging_rules', {
	id: text('id').primaryKey(),
	judgeSlug: text('judge_slug').notNull(),
	/** Names of benchmarks, with or without a version. */
	benchmarks: text('benchmarks').array().notNull(),
	sampleQuestions: integer('sample_questions'),
	budgetMicroUsd: bigint('budget_micro_usd', { mode: 'number' }),
	priority: integer('priority').notNull(),
	/** Whether what it plans also begins by itself; only within a budget. */
	isStarting: boolean('is_starting').notNull(),
	createdBy: text('created_by').notNull(),
	createdAt: instant('created_at').notNull().defaultNow(),
	removedAt: instant('removed_at'),
});

/** A board judged again by another judge version. Where it stands follows from its instants and its runs. */
export const rejudgings = pgTable(
	'rejudgings',
	{
		id: text('id').primaryKey(),
		benchmarkVersionId: bigint('benchmark_version_id', { mode: 'number' })
			.notNull()
			.references(() => benchmarkVersions.id),
		/** The judge of the live board when it was planned. */
		fromJudgeVersionId: bigint('from_judge_version_id', { mode: 'number' })
			.notNull()
			.references(() => judgeVersions.id),
		toJudgeVersionId: bigint('to_judge_version_id', { mode: 'number' })
			.notNull()
			.references(() => judgeVersions.id),
		scope: jsonb('scope').$type<RejudgingScope>().notNull(),
		/** So many questions, drawn from all categories; absent for all of them. */
		sampleQuestions: integer('sample_questions'),
		replicates: integer('replicates').notNull(),
		via: text('via').$type<RunVia>().notNull().default('live'),
		budgetMicroUsd: bigint('budget_micro_usd', { mode: 'number' }),
		priority: integer('priority').notNull(),
		/** Its own; absent where the installation's hold. */
		gates: jsonb('gates').$type<PromotionGates>(),
		createdBy: text('created_by').notNull(),
		ruleId: text('rule_id').references(() => rejudgingRules.id),
		createdAt: instant('created_at').notNull().defaultNow(),
		startedAt: instant('started_at'),
		pausedAt: instant('paused_at'),
		pausedReason: text('paused_reason'),
		/** All its runs had paused, over its budget or over trouble; no operator had paused it. */
		isPausedByItself: boolean('is_paused_by_itself').notNull().default(false),
		/** Since when all its runs have ended and its board shows them. */
		reportedAt: instant('reported_at'),
		promotedAt: instant('promoted_at'),
		discardedAt: instant('discarded_at'),
		cancelledAt: instant('cancelled_at'),
		/** Why it was promoted, discarded or cancelled. */
		endedReason: text('ended_reason'),
	},
	(table) => [
		index('rejudgings_of_version').on(table.benchmarkVersionId, table.createdAt),
		unique('rejudgings_once_by_rule').on(
			table.ruleId,
			table.benchmarkVersionId,
			table.toJudgeVersionId,
		),
	],
);

/** A run that a re-judging needs, written down before it is planned. */
export const rejudgingRuns = pgTable(
	'rejudging_runs',
	{
		rejudgingId: text('rejudging_id')
			.notNull()
			.references(() => rejudgings.id),
		submissionId: text('submission_id')
			.notNull()
			.references(() => submissions.id),
		replicate: integer('replicate').notNull(),
		/** Absent until it is planned. */
		runId: text('run_id').references(() => runs.id),
		/** False for a run that was there before: it ends with whoever asked for it. */
		isOwn: boolean('is_own').notNull().default(true),
		/** What the run had cost before. */
		costBeforeMicroUsd: bigint('cost_before_micro_usd', { mode: 'number' }).notNull().default(0),
	},
	(table) => [
		primaryKey({ columns: [table.rejudgingId, table.submissionId, table.replicate] }),
		index('rejudging_runs_of_run').on(table.runId),
	],
);

/** A board's live judge was another one from here on. */
export const promotions = pgTable(
	'promotions',
	{
		id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		benchmarkVersionId: bigint('benchmark_version_id', { mode: 'number' })
			.notNull()
			.references(() => benchmarkVersions.id),
		fromJudgeVersionId: bigint('from_judge_version_id', { mode: 'number' })
			.notNull()
			.references(() => judgeVersions.id),
		toJudgeVersionId: bigint('to_judge_version_id', { mode: 'number' })
			.notNull()
			.references(() => judgeVersions.id),
		rejudgingId: text('rejudging_id').references(() => rejudgings.id),
		reason: text('reason').notNull(),
		/** What the gates said that blocked; an operator promoted over them. */
		overGates: jsonb('over_gates').$type<readonly string[]>().notNull().default([]),
		promotedBy: text('promoted_by').notNull(),
		promotedAt: instant('promoted_at').notNull().defaultNow(),
	},
	(table) => [index('promotions_of_version').on(table.benchmarkVersionId, table.promotedAt)],
);

export type NoticeKind =
	| 'planned'
	| 'report-ready'
	| 'paused'
	| 'endpoint-settings'
	| 'held'
	| 'hold-lifted'
	| 'outage'
	| 'outage-over';

/** What operators are told of without having asked. */
export const notices = pgTable(
	'notices',
	{
		id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		kind: text('kind').$type<NoticeKind>().notNull(),
		/** What it is about: a re-judging or an endpoint. */
		rejudgingId: text('rejudging_id').references(() => rejudgings.id),
		endpoint: text('endpoint'),
		/** A sentence. */
		message: text('message').notNull(),
		at: instant('at').notNull().defaultNow(),
		/** When it was put into the queue of the webhook. */
		queuedAt: instant('queued_at'),
		/** When the webhook had taken it, where one is configured. */
		deliveredAt: instant('delivered_at'),
	},
	(table) => [
		index('notices_unqueued')
			.on(table.id)
			.where(sql`${table.queuedAt} is null`),
	],
);
