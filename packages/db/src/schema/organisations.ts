import { bigint, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './instant.ts';

/** What may be used up in a period; absent means without a limit. */
export const quotaColumns = () => ({
	submissionsPerDay: integer('submissions_per_day'),
	gamesPerMonth: bigint('games_per_month', { mode: 'number' }),
	spendMicroUsdPerMonth: bigint('spend_micro_usd_per_month', { mode: 'number' }),
});

/** Who submits or operates: every key belongs to one, and so does what was submitted with it. */
export const organisations = pgTable('organisations', {
	slug: text('slug').primaryKey(),
	name: text('name').notNull(),
	...quotaColumns(),
	createdAt: instant('created_at').notNull().defaultNow(),
});

/**
 * What was taken out of quotas, written in the transaction that stores what it was taken for. A run's spend is its
 * estimate until it has ended, then what it cost.
 */
export const quotaCharges = pgTable(
	'quota_charges',
	{
		id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		organisation: text('organisation')
			.notNull()
			.references(() => organisations.slug),
		keyId: text('key_id').notNull(),
		at: instant('at').notNull(),
		submissions: integer('submissions').notNull(),
		games: integer('games').notNull(),
		runId: text('run_id'),
		estimateMicroUsd: bigint('estimate_micro_usd', { mode: 'number' }).notNull(),
	},
	(table) => [index('quota_charges_of_organisation').on(table.organisation, table.at)],
);
