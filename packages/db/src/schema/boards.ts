import type { SlopeSums } from '@codejoust/arena/outcomes/slope-sums';
import type { JudgingCounts } from '@codejoust/arena/outcomes/judging-counts';
import { sql } from 'drizzle-orm';
import {
	bigint,
	boolean,
	check,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	uniqueIndex,
} from 'drizzle-orm/pg-core';
import { benchmarkVersions } from './benchmarks.ts';
import { bytes } from './bytes.ts';
import { digest } from './digest.ts';
import { instant } from './instant.ts';
import { judgeVersions } from './judges.ts';

/** A computed board, immutable: its id is the hash of its inputs, seed, code version and every number. */
export const snapshots = pgTable(
	'snapshots',
	{
		id: digest('id').primaryKey(),
		benchmarkVersionId: bigint('benchmark_version_id', { mode: 'number' })
			.notNull()
			.references(() => benchmarkVersions.id),
		judgeVersionId: bigint('judge_version_id', { mode: 'number' })
			.notNull()
			.references(() => judgeVersions.id),
		rule: text('rule').notNull(),
		seed: text('seed').notNull(),
		codeVersion: text('code_version').notNull(),
		inputsHash: digest('inputs_hash').notNull(),
		/** What the numbers are a function of, packed; any other slice can be computed from it. Null where `contents` has it. */
		inputs: jsonb('inputs').$type<unknown>(),
		/** Brotli of a `SnapshotIndex`: what of its inputs and slices is its own, and which `snapshot_parts` are the rest. */
		contents: bytes('contents'),
		/** What its models' slopes of length add to the distribution of the judge version's; null up to `board-5`. */
		slopes: jsonb('slopes').$type<SlopeSums>(),
		createdAt: instant('created_at').notNull().defaultNow(),
	},
	(table) => [
		index('snapshots_of_board').on(table.benchmarkVersionId, table.judgeVersionId, table.createdAt),
		index('snapshots_whole')
			.on(table.createdAt, table.id)
			.where(sql`${table.inputs} is not null`),
		check('snapshots_once', sql`num_nonnulls(${table.inputs}, ${table.contents}) = 1`),
	],
);

/** What snapshots share: Brotli of a text by the SHA-256 of the text. Never deleted, and never anything that is redacted. */
export const snapshotParts = pgTable('snapshot_parts', {
	hash: digest('hash').primaryKey(),
	body: bytes('body').notNull(),
});

/**
 * The rows of one slice of a snapshot, by the slice's canonical name. Combinations are added when first read. A snapshot with
 * `contents` that is on its board no longer has its overall slice and its combinations here alone.
 */
export const snapshotSlices = pgTable(
	'snapshot_slices',
	{
		snapshotId: digest('snapshot_id')
			.notNull()
			.references(() => snapshots.id),
		slice: text('slice').notNull(),
		questions: integer('questions').notNull(),
		rows: jsonb('rows').$type<unknown>().notNull(),
		/** What every scoring rule makes of it; null up to `board-5`, until it is first read. */
		rules: jsonb('rules').$type<unknown>(),
	},
	(table) => [primaryKey({ columns: [table.snapshotId, table.slice] })],
);

/** A view of a benchmark version over one judge version; one of them is the live one. */
export const boards = pgTable(
	'boards',
	{
		benchmarkVersionId: bigint('benchmark_version_id', { mode: 'number' })
			.notNull()
			.references(() => benchmarkVersions.id),
		judgeVersionId: bigint('judge_version_id', { mode: 'number' })
			.notNull()
			.references(() => judgeVersions.id),
		isLive: boolean('is_live').notNull().default(false),
		snapshotId: digest('snapshot_id').references(() => snapshots.id),
		/** How the judge did over the battles of that snapshot. */
		judging: jsonb('judging').$type<JudgingCounts>(),
		/** Models that the provider said had answered in the runs of that snapshot, sorted. */
		reportedModels: text('reported_models')
			.array()
			.notNull()
			.default(sql`'{}'::text[]`),
		/** Set with every change that the current snapshot does not hold yet. */
		staleSince: instant('stale_since'),
		updatedAt: instant('updated_at').notNull().defaultNow(),
	},
	(table) => [
		primaryKey({ columns: [table.benchmarkVersionId, table.judgeVersionId] }),
		uniqueIndex('boards_one_live')
			.on(table.benchmarkVersionId)
			.where(sql`${table.isLive}`),
	],
);
