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

export type TokensOfAnswers = {
	readonly answers: number;
	readonly input: number;
	readonly output: number;
};

/** What the answers cost, as somebody states it; amounts in micro-dollars, of a million tokens or of all answers. */
export type StoredStatedPrice = {
	readonly by: 'submitter' | 'operator';
	readonly input_micro_usd?: number | undefined;
	readonly output_micro_usd?: number | undefined;
	readonly input_tokens?: number | undefined;
	readonly output_tokens?: number | undefined;
	readonly total_micro_usd?: number | undefined;
};

/** What a file of answers says of how they were made; nobody has checked it. */
export type SubmissionOrigin = {
	readonly made_by: string;
	/** Answers that say so. */
	readonly answers: number;
	readonly models_reported: readonly string[];
	readonly sampling: Readonly<Record<string, string | number | boolean>> | null;
	/** Of the answers that say both counts; absent where none does. */
	readonly tokens?: TokensOfAnswers | undefined;
	/** ISO 8601. */
	readonly from: string | null;
	readonly until: string | null;
};

/** What was done to the answers between their file and the store; counts of answers, none of which is zero, and how the file was read. */
export type StoredPreparation = {
	readonly thinking_stripped?: number | undefined;
	readonly repaired?: number | undefined;
	readonly sample?: number | undefined;
	readonly left_out?: number | undefined;
	readonly map?: string | undefined;
};

export type StoredSubmissionState =
	'draft' | 'private' | 'held' | 'published' | 'rejected' | 'withdrawn';

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
		/** Follows from the instants below, so that nothing can leave it lying. Only what is published is anybody's to read. */
		state: text('state')
			.$type<StoredSubmissionState>()
			.notNull()
			.generatedAlwaysAs(
				sql`case when withdrawn_at is not null then 'withdrawn' when submitted_at is null then 'draft' when rejected_at is not null then 'rejected' when published_at is null then 'private' when cardinality(flags) > 0 and cleared_at is null then 'held' else 'published' end`,
			),
		/** Who may see and change it while it is not published; absent for what a starting server loads. */
		owner: text('owner'),
		/** Goes up with every upload to a draft. */
		revision: integer('revision').notNull().default(0),
		/** What looks like an attack on the judge; holds it back from public boards until an operator decides. */
		flags: text('flags')
			.array()
			.notNull()
			.default(sql`'{}'::text[]`),
		/** Of whoever answers for it; for its owner and operators alone. */
		contact: text('contact'),
		/** Its judgments were imported and the texts of its answers were not: nothing can judge it again. */
		isWithoutTexts: boolean('is_without_texts').notNull().default(false),
		responses: integer('responses').notNull(),
		emptyResponses: integer('empty_responses').notNull(),
		warnings: jsonb('warnings').$type<readonly SubmissionWarning[]>().notNull().default([]),
		/** As its owner asked for; empty where nothing was done. */
		preparation: jsonb('preparation').$type<StoredPreparation>().notNull().default({}),
		/** Hash of all its responses in question order. */
		contentHash: digest('content_hash').notNull(),
		createdBy: text('created_by'),
		createdAt: instant('created_at').notNull().defaultNow(),
		/** Absent while it is a draft. */
		submittedAt: instant('submitted_at').defaultNow(),
		/** Since when it is meant for everybody; absent for a private one. */
		publishedAt: instant('published_at').defaultNow(),
		clearedAt: instant('cleared_at'),
		rejectedAt: instant('rejected_at'),
		rejectedReason: text('rejected_reason'),
		withdrawnAt: instant('withdrawn_at'),
		withdrawnReason: text('withdrawn_reason'),
		/** Absent where the file says nothing. */
		origin: jsonb('origin').$type<SubmissionOrigin>(),
		/** Absent where nobody states it. */
		statedPrice: jsonb('stated_price').$type<StoredStatedPrice>(),
		/** When an operator marked that they have made the answers again. */
		rerunAt: instant('rerun_at'),
		/** The model, by slug, whose training it is a point of; it need not be stored. All three or none. */
		checkpointOf: text('checkpoint_of'),
		checkpointUnit: text('checkpoint_unit').$type<'step' | 'tokens'>(),
		checkpointCount: bigint('checkpoint_count', { mode: 'number' }),
	},
	(table) => [
		uniqueIndex('submissions_one_baseline')
			.on(table.benchmarkVersionId)
			.where(sql`${table.isBaseline}`),
		index('submissions_of_version').on(table.benchmarkVersionId, table.createdAt),
		index('submissions_of_variant').on(table.variantId, table.benchmarkVersionId),
		index('submissions_of_owner').on(table.owner, table.createdAt),
		index('submissions_of_training')
			.on(table.checkpointOf)
			.where(sql`${table.checkpointOf} is not null`),
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
