import { bigint, doublePrecision, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './instant.ts';
import { judgeVersions } from './judges.ts';

/** What a judge version's tokens cost from a date on: an operational setting, no part of the judge. */
export const prices = pgTable(
	'prices',
	{
		judgeVersionId: bigint('judge_version_id', { mode: 'number' })
			.notNull()
			.references(() => judgeVersions.id),
		/** Micro-dollars per million tokens. */
		inputMicroUsd: bigint('input_micro_usd', { mode: 'number' }).notNull(),
		outputMicroUsd: bigint('output_micro_usd', { mode: 'number' }).notNull(),
		validFrom: instant('valid_from').notNull().defaultNow(),
	},
	(table) => [primaryKey({ columns: [table.judgeVersionId, table.validFrom] })],
);

/** Signs of life of workers, by which they share an endpoint's limits. */
export const workers = pgTable(
	'workers',
	{
		id: text('id').notNull(),
		endpoint: text('endpoint').notNull(),
		/** Games that this worker has waiting or in flight there; an idle one claims no share. */
		games: integer('games').notNull(),
		/** Since when calls fail as in an outage; absent while they come through. */
		outageSince: instant('outage_since'),
		outageReason: text('outage_reason'),
		gamesPerSecond: doublePrecision('games_per_second'),
		seenAt: instant('seen_at').notNull(),
		startedAt: instant('started_at').notNull(),
	},
	(table) => [primaryKey({ columns: [table.id, table.endpoint] })],
);
