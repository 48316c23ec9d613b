import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from './instant.ts';
import { judgeVersions } from './judges.ts';

/** What operators may read of an endpoint's settings; the process that has the endpoint writes it. No secret is in it. */
export type StoredEndpointFacts = {
	readonly host: string;
	readonly models: readonly string[];
	readonly concurrency: number;
	readonly requestsPerMinute: number | null;
	readonly tokensPerMinute: number | null;
	readonly timeoutSeconds: number;
	readonly batch: {
		readonly isSupported: boolean;
		readonly priceFactor: number;
		readonly maxRequests: number;
		readonly maxEnqueuedTokens: number | null;
	};
	readonly headers: readonly string[];
	readonly bodyFields: readonly string[];
	readonly prices: readonly {
		readonly model: string;
		readonly inputMicroUsd: number;
		readonly outputMicroUsd: number;
	}[];
};

/** Every endpoint that a worker has had, so that one which no living worker has is still known. */
export const endpoints = pgTable('endpoints', {
	name: text('name').primaryKey(),
	facts: jsonb('facts').$type<StoredEndpointFacts>().notNull(),
	fingerprint: text('fingerprint').notNull(),
	firstSeenAt: instant('first_seen_at').notNull().defaultNow(),
	/** When a worker last started with it. */
	startedAt: instant('started_at').notNull().defaultNow(),
});

/**
 * Where a judge version is asked from a time on: an operational setting, no part of the judge. Append-only; the newest row
 * of a judge version counts.
 */
export const judgeBindings = pgTable(
	'judge_bindings',
	{
		id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		judgeVersionId: bigint('judge_version_id', { mode: 'number' })
			.notNull()
			.references(() => judgeVersions.id),
		/** Null: bound to none, so the first endpoint that allows its model. */
		endpoint: text('endpoint'),
		actor: text('actor').notNull(),
		validFrom: instant('valid_from').notNull().defaultNow(),
	},
	(table) => [index('judge_bindings_of_judge').on(table.judgeVersionId, table.id)],
);

/**
 * What a model's tokens cost at an endpoint from a time on, as an operator has set it. Append-only; the newest row of an
 * endpoint and a model counts.
 */
export const endpointPrices = pgTable(
	'endpoint_prices',
	{
		id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		endpoint: text('endpoint').notNull(),
		/** The exact name. */
		model: text('model').notNull(),
		/** Micro-dollars per million tokens; both null: the price was removed. */
		inputMicroUsd: bigint('input_micro_usd', { mode: 'number' }),
		outputMicroUsd: bigint('output_micro_usd', { mode: 'number' }),
		actor: text('actor').notNull(),
		validFrom: instant('valid_from').notNull().defaultNow(),
	},
	(table) => [index('endpoint_prices_of_model').on(table.endpoint, table.model, table.id)],
);

export type StoredHoldCause =
	| 'model-gone'
	| 'refused-alike'
	| 'unreadable-alike'
	| 'no-logprobs'
	| 'wrong-key'
	| 'no-money'
	| 'rate-limit';

/** A judge version, or every judge, that is not asked at an endpoint for now. A row stays when it is lifted. */
export const judgeHolds = pgTable(
	'judge_holds',
	{
		id: text('id').primaryKey(),
		endpoint: text('endpoint').notNull(),
		/** Null: the endpoint as a whole. */
		judgeVersionId: bigint('judge_version_id', { mode: 'number' }).references(
			() => judgeVersions.id,
		),
		cause: text('cause').$type<StoredHoldCause>().notNull(),
		/** The provider's sentence, without secrets. */
		reason: text('reason').notNull(),
		since: instant('since').notNull().defaultNow(),
		/** When it ends by itself; null: an operator lifts it. */
		until: instant('until'),
		/** Of the endpoint's settings with which the calls were made; absent where nobody noted it. */
		fingerprint: text('fingerprint'),
		liftedAt: instant('lifted_at'),
		/** A key, or what lifted it by itself. */
		liftedBy: text('lifted_by'),
	},
	(table) => [
		uniqueIndex('judge_holds_open')
			.on(table.endpoint, sql`coalesce(${table.judgeVersionId}, 0)`)
			.where(sql`${table.liftedAt} is null`),
		index('judge_holds_since').on(table.since),
	],
);

/** The judge versions that an endpoint has ever answered: the first game of any other one goes alone. */
export const judgeAnswers = pgTable(
	'judge_answers',
	{
		endpoint: text('endpoint').notNull(),
		judgeVersionId: bigint('judge_version_id', { mode: 'number' })
			.notNull()
			.references(() => judgeVersions.id),
		firstAt: instant('first_at').notNull().defaultNow(),
	},
	(table) => [primaryKey({ columns: [table.endpoint, table.judgeVersionId] })],
);

/** The worker that asks the first game of a judge version at an endpoint, until the claim ends by itself. */
export const judgeProbes = pgTable(
	'judge_probes',
	{
		endpoint: text('endpoint').notNull(),
		judgeVersionId: bigint('judge_version_id', { mode: 'number' })
			.notNull()
			.references(() => judgeVersions.id),
		worker: text('worker').notNull(),
		until: instant('until').notNull(),
	},
	(table) => [primaryKey({ columns: [table.endpoint, table.judgeVersionId] })],
);

/** Tries of an endpoint with the questions of the sample, which go on after the request that began them. */
export const firstHours = pgTable(
	'first_hours',
	{
		id: text('id').primaryKey(),
		endpoint: text('endpoint').notNull(),
		/** The key that asked for it. */
		actor: text('actor').notNull(),
		startedAt: instant('started_at').notNull().defaultNow(),
		/** When the process that asks last said so. */
		aliveAt: instant('alive_at').notNull().defaultNow(),
		endedAt: instant('ended_at'),
		/** As the API shows it: what came so far, then all of it. No text of an answer is in it. */
		report: jsonb('report').$type<Readonly<Record<string, unknown>>>().notNull(),
	},
	(table) => [
		uniqueIndex('first_hours_open')
			.on(table.endpoint)
			.where(sql`${table.endedAt} is null`),
	],
);
