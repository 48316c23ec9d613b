import type { Side } from '@codejoust/arena/judge-quality/agreement';
import type { CheckResults } from '@codejoust/arena/judge-quality/judge-check';
import type { ReferenceEffect } from '@codejoust/arena/judge-quality/reference-effect';
import {
	bigint,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	unique,
} from 'drizzle-orm/pg-core';
import { benchmarkVersions, questions } from './benchmarks.ts';
import { digest } from './digest.ts';
import { instant } from './instant.ts';
import { runs } from './runs.ts';
import { submissions } from './submissions.ts';

/**
 * Labelled pairs to measure judges by, immutable. Its prompts are the questions of a hidden benchmark version whose
 * baseline gave the first answers; one private submission gave the second ones. So a check is a run like any other.
 */
export const judgeCheckSets = pgTable(
	'judge_check_sets',
	{
		id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		slug: text('slug').notNull(),
		version: text('version').notNull(),
		name: text('name').notNull(),
		description: text('description'),
		licence: text('licence'),
		/** The format of the file that it came in. */
		format: text('format').notNull(),
		pairs: integer('pairs').notNull(),
		/** Hash of prompts, answers, categories and labels; seeds every draw. */
		contentHash: digest('content_hash').notNull(),
		benchmarkVersionId: bigint('benchmark_version_id', { mode: 'number' })
			.notNull()
			.unique()
			.references(() => benchmarkVersions.id),
		submissionId: text('submission_id')
			.notNull()
			.unique()
			.references(() => submissions.id),
		createdBy: text('created_by').notNull(),
		createdAt: instant('created_at').notNull().defaultNow(),
	},
	(table) => [unique('judge_check_sets_name').on(table.slug, table.version)],
);

/** The label of a pair. Its key, category, texts and lengths stand with its question and the two responses to it. */
export const judgeCheckPairs = pgTable(
	'judge_check_pairs',
	{
		setId: bigint('set_id', { mode: 'number' })
			.notNull()
			.references(() => judgeCheckSets.id),
		questionId: bigint('question_id', { mode: 'number' })
			.notNull()
			.references(() => questions.id),
		label: text('label').$type<Side>().notNull(),
		/** Models that are known to answer the prompt rightly by themselves, or not; null: of none it is known. */
		solvers: jsonb('solvers').$type<Readonly<Record<string, boolean>>>(),
	},
	(table) => [primaryKey({ columns: [table.setId, table.questionId] })],
);

/** A judge version run over a set; judge, replicate, shown references, budget, counters and instants are its run's. */
export const judgeChecks = pgTable(
	'judge_checks',
	{
		id: text('id').primaryKey(),
		setId: bigint('set_id', { mode: 'number' })
			.notNull()
			.references(() => judgeCheckSets.id),
		runId: text('run_id')
			.notNull()
			.unique()
			.references(() => runs.id),
		createdBy: text('created_by').notNull(),
		createdAt: instant('created_at').notNull().defaultNow(),
		/** Set when the run ends, until the numbers hold what it left. */
		staleSince: instant('stale_since'),
		results: jsonb('results').$type<CheckResults>(),
		/** Of a check without references or with shuffled ones: what the references of the pairs change. */
		referenceEffect: jsonb('reference_effect').$type<ReferenceEffect>(),
		measuredAt: instant('measured_at'),
		/** Of the arithmetic behind the numbers. */
		codeVersion: text('code_version'),
	},
	(table) => [index('judge_checks_of_set').on(table.setId)],
);
