import {
	bigint,
	boolean,
	doublePrecision,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
} from 'drizzle-orm/pg-core';
import type { StoredEndpointFacts } from './endpoints.ts';
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
		/** Of the endpoint's settings in this worker: equal only where they are equal. */
		fingerprint: text('fingerprint').notNull().default(''),
		/** The endpoint's place in the configuration of this worker, from 0. */
		position: integer('position').notNull().default(0),
		facts: jsonb('facts').$type<StoredEndpointFacts>(),
		/** It leaves the endpoint's games to workers that have other settings under this name and started before it. */
		isStandingBy: boolean('is_standing_by').notNull().default(false),
		inFlight: integer('in_flight').notNull().default(0),
		sentPerMinute: integer('sent_per_minute').notNull().default(0),
		/** This worker's share of what may be sent; absent while no limit is known. */
		allowedPerMinute: integer('allowed_per_minute'),
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
