import type { PublishedRow, PublishedUnit } from '@codejoust/arena/rules/published-results';
import { bigint, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { benchmarkVersions } from './benchmarks.ts';
import { instant } from './instant.ts';

/** A set of results that others published. No board is computed from it. */
export const publishedResults = pgTable(
	'published_results',
	{
		id: text('id').primaryKey(),
		benchmarkVersionId: bigint('benchmark_version_id', { mode: 'number' })
			.notNull()
			.references(() => benchmarkVersions.id),
		/** A measure of its own, such as HumanEval+; null for rates on the questions of the benchmark. */
		measure: text('measure'),
		/** Null where every figure had a percent sign. */
		unit: text('unit').$type<PublishedUnit>(),
		source: text('source').notNull(),
		url: text('url'),
		judge: text('judge'),
		/** A day, as `2024-07-31`. */
		publishedOn: text('published_on'),
		licence: text('licence'),
		/** Published name → slug of the model that it is, or null for none here; every other name is compared. */
		names: jsonb('names').$type<Readonly<Record<string, string | null>>>().notNull(),
		rows: jsonb('rows').$type<readonly PublishedRow[]>().notNull(),
		addedBy: text('added_by').notNull(),
		createdAt: instant('created_at').notNull().defaultNow(),
	},
	(table) => [index('published_results_benchmark').on(table.benchmarkVersionId, table.createdAt)],
);
