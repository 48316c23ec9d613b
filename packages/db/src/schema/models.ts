import { bigint, boolean, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { digest } from './digest.ts';
import { instant } from './instant.ts';

export const models = pgTable('models', {
	id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
	slug: text('slug').notNull().unique(),
	name: text('name').notNull(),
	organisation: text('organisation'),
	licence: text('licence'),
	openWeights: boolean('open_weights'),
	size: text('size'),
	link: text('link'),
	releaseDate: text('release_date'),
	family: text('family'),
	description: text('description'),
	createdAt: instant('created_at').notNull().defaultNow(),
});

/** Settings that a model was run with: structured data, never part of its name. */
export const variants = pgTable(
	'variants',
	{
		id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		modelId: bigint('model_id', { mode: 'number' })
			.notNull()
			.references(() => models.id),
		settings: jsonb('settings').$type<Readonly<Record<string, unknown>>>().notNull(),
		settingsHash: digest('settings_hash').notNull(),
		createdAt: instant('created_at').notNull().defaultNow(),
	},
	(table) => [unique('variants_settings').on(table.modelId, table.settingsHash)],
);
