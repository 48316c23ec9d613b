import { bigint, boolean, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { digest } from './digest.ts';
import { instant } from './instant.ts';

export const judges = pgTable('judges', {
	id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
	slug: text('slug').notNull().unique(),
	createdAt: instant('created_at').notNull().defaultNow(),
});

/** A released judge: everything that its hash pins, never edited. */
export const judgeVersions = pgTable(
	'judge_versions',
	{
		id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		judgeId: bigint('judge_id', { mode: 'number' })
			.notNull()
			.references(() => judges.id),
		version: integer('version').notNull(),
		hash: digest('hash').notNull().unique(),
		kind: text('kind').notNull(),
		model: text('model').notNull(),
		definition: jsonb('definition').$type<Readonly<Record<string, unknown>>>().notNull(),
		isRehearsal: boolean('is_rehearsal').notNull(),
		releasedAt: instant('released_at').notNull().defaultNow(),
		retiredAt: instant('retired_at'),
	},
	(table) => [unique('judge_versions_name').on(table.judgeId, table.version)],
);
