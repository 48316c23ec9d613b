import type { ReferenceOrigin, ReferenceVisibility } from '@codejoust/arena/rules/reference';
import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { digest } from './digest.ts';
import { instant } from './instant.ts';
import { texts } from './texts.ts';

/** `judge-check`: holds the pairs of a judge check set; it has no board, and nobody finds it by its name. */
export type BenchmarkPurpose = 'board' | 'judge-check';

export const benchmarks = pgTable('benchmarks', {
	id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
	slug: text('slug').notNull().unique(),
	isSample: boolean('is_sample').notNull().default(false),
	purpose: text('purpose').$type<BenchmarkPurpose>().notNull().default('board'),
	createdAt: instant('created_at').notNull().defaultNow(),
});

/** Unlisted: found by name alone. Private: results are public, questions and answers are for operators. */
export type Visibility = 'public' | 'unlisted' | 'private';

export type StoredTaskTypes = Readonly<
	Record<string, readonly { readonly main: string; readonly sub: string }[]>
>;

/** Immutable once published. The baseline is part of it: another baseline is another version. */
export const benchmarkVersions = pgTable(
	'benchmark_versions',
	{
		id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		benchmarkId: bigint('benchmark_id', { mode: 'number' })
			.notNull()
			.references(() => benchmarks.id),
		version: text('version').notNull(),
		name: text('name').notNull(),
		description: text('description'),
		licence: text('licence'),
		/** CodeArena's task types → their pairs of a category and a subcategory, as the version was published with; null without. */
		taskTypes: jsonb('task_types').$type<StoredTaskTypes>(),
		/** Hash of all questions and the baseline's answers; seeds every draw of its boards. */
		contentHash: digest('content_hash').notNull(),
		visibility: text('visibility').$type<Visibility>().notNull().default('public'),
		publishedAt: instant('published_at').notNull().defaultNow(),
		retiredAt: instant('retired_at'),
	},
	(table) => [unique('benchmark_versions_name').on(table.benchmarkId, table.version)],
);

export const questions = pgTable(
	'questions',
	{
		id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		benchmarkVersionId: bigint('benchmark_version_id', { mode: 'number' })
			.notNull()
			.references(() => benchmarkVersions.id),
		/** The question's id as its publisher wrote it. */
		key: text('key').notNull(),
		position: integer('position').notNull(),
		category: text('category').notNull(),
		subcategory: text('subcategory').notNull(),
		languages: text('languages')
			.array()
			.notNull()
			.default(sql`'{}'::text[]`),
		difficulty: text('difficulty').notNull(),
		/** The canonical JSON of its messages; equal content is equal across versions. */
		contentHash: digest('content_hash')
			.notNull()
			.references(() => texts.hash),
		referenceHash: digest('reference_hash').references(() => texts.hash),
		/** Null where there is no reference, or nobody has said who wrote it. */
		referenceOrigin: text('reference_origin').$type<ReferenceOrigin>(),
		referenceVisibility: text('reference_visibility')
			.$type<ReferenceVisibility>()
			.notNull()
			.default('public'),
	},
	(table) => [
		unique('questions_key').on(table.benchmarkVersionId, table.key),
		index('questions_position').on(table.benchmarkVersionId, table.position),
	],
);
