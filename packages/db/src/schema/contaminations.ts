import { bigint, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { benchmarkVersions } from './benchmarks.ts';
import { digest } from './digest.ts';
import { instant } from './instant.ts';

/** A question that shares words with a file; `span` holds the first of these words. */
export type StoredMatch = {
	readonly question_id: string;
	readonly lines: number;
	readonly words: number;
	readonly share: number;
	readonly line: number;
	readonly span: string;
};

export type StoredSimilarity = {
	readonly least: number;
	readonly curve: readonly { readonly at_least: number; readonly questions: number }[];
	readonly nearest: readonly {
		readonly question_id: string;
		readonly similarity: number;
		readonly line: number;
	}[];
};

/** What an operator found of a benchmark's questions in a file of somebody's: counts and short spans, no text of the file beyond. */
export const contaminations = pgTable(
	'contaminations',
	{
		id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		benchmarkVersionId: bigint('benchmark_version_id', { mode: 'number' })
			.notNull()
			.references(() => benchmarkVersions.id),
		/** Of the file as it is stored. */
		sha256: digest('sha256').notNull(),
		file: text('file').notNull(),
		bytes: bigint('bytes', { mode: 'number' }).notNull(),
		lines: integer('lines').notNull(),
		/** Lines that were not read: nothing is known of them. */
		unreadLines: integer('unread_lines').notNull(),
		matchedLines: integer('matched_lines').notNull(),
		matches: jsonb('matches').$type<readonly StoredMatch[]>().notNull(),
		/** Null where it was not measured. */
		similarity: jsonb('similarity').$type<StoredSimilarity>(),
		storedBy: text('stored_by').notNull(),
		storedAt: instant('stored_at').notNull().defaultNow(),
	},
	(table) => [unique('contaminations_file').on(table.benchmarkVersionId, table.sha256)],
);
