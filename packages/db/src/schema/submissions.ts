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
	uniqueIndex,
} from 'drizzle-orm/pg-core';
import { benchmarkVersions, questions } from './benchmarks.ts';
import { digest } from './digest.ts';
import { instant } from './instant.ts';
import { variants } from './models.ts';
import { texts } from './texts.ts';

export type SubmissionWarning = { readonly code: string; readonly message: string };

/** One model's responses to one benchmark version. The baseline's is one of them, marked. */
export const submissions = pgTable(
	'submissions',
	{
		id: text('id').primaryKey(),
		benchmarkVersionId: bigint('benchmark_version_id', { mode: 'number' })
			.notNull()
			.references(() => benchmarkVersions.id),
		variantId: bigint('variant_id', { mode: 'number' })
			.notNull()
			.references(() => variants.id),
		isBaseline: boolean('is_baseline').notNull().default(false),
		state: text('state').$type<'published' | 'withdrawn'>().notNull().default('published'),
		responses: integer('responses').notNull(),
		emptyResponses: integer('empty_responses').notNull(),
		warnings: jsonb('warnings').$type<readonly SubmissionWarning[]>().notNull().default([]),
		/** Hash of all its responses in question order. */
		contentHash: digest('content_hash').notNull(),
		createdBy: text('created_by'),
		createdAt: instant('created_at').notNull().defaultNow(),
	},
	(table) => [
		uniqueIndex('submissions_one_baseline')
			.on(table.benchmarkVersionId)
			.where(sql`${table.isBaseline}`),
		index('submissions_of_version').on(table.benchmarkVersionId, table.createdAt),
		index('submissions_of_variant').on(table.variantId),
	],
);

export const responses = pgTable(
	'responses',
	{
		submissionId: text('submission_id')
			.notNull()
			.references(() => submissions.id),
		questionId: bigint('question_id', { mode: 'number' })
			.notNull()
			.references(() => questions.id),
		textHash: digest('text_hash')
			.notNull()
			.references(() => texts.hash),
		/** Unicode code points. */
		characters: integer('characters').notNull(),
		isEmpty: boolean('is_empty').notNull(),
	},
	(table) => [primaryKey({ columns: [table.submissionId, table.questionId] })],
);
