import type { BattleNumbers, Consistency, Decider, Outcome } from '@codejoust/arena/rules/battle';
import { sql } from 'drizzle-orm';
import {
	bigint,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	smallint,
	text,
	unique,
} from 'drizzle-orm/pg-core';
import { benchmarkVersions, questions } from './benchmarks.ts';
import { digest } from './digest.ts';
import { instant } from './instant.ts';
import { runs } from './runs.ts';
import { texts } from './texts.ts';

/** A response against the baseline's on one question under one run. The outcome is absent until both games are settled. */
export const battles = pgTable(
	'battles',
	{
		id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		runId: text('run_id')
			.notNull()
			.references(() => runs.id),
		questionId: bigint('question_id', { mode: 'number' })
			.notNull()
			.references(() => questions.id),
		/** The question's position, so that neighbours are found without a join. */
		position: integer('position').notNull(),
		/** Of the reference that its judge is shown; null where it is shown none. */
		referenceHash: digest('reference_hash').references(() => texts.hash),
		outcome: text('outcome').$type<Outcome | 'unscored'>(),
		decidedBy: text('decided_by').$type<Decider>(),
		margin: smallint('margin'),
		consistency: text('consistency').$type<Consistency>(),
		firstWins: smallint('first_wins'),
		decidedGames: smallint('decided_games'),
		/** What the kind of its judge says of it beside the outcome; absent for two games that end with a label. */
		numbers: jsonb('numbers').$type<BattleNumbers>(),
		unscoredReasons: text('unscored_reasons')
			.array()
			.notNull()
			.default(sql`'{}'::text[]`),
		costMicroUsd: bigint('cost_micro_usd', { mode: 'number' }),
		settledAt: instant('settled_at'),
	},
	(table) => [
		unique('battles_position').on(table.runId, table.position),
		index('battles_of_question').on(table.questionId),
	],
);

/** What a judge is asked about a battle, such as the battle shown in one order. Hash-partitioned by benchmark version. */
export const games = pgTable(
	'games',
	{
		benchmarkVersionId: bigint('benchmark_version_id', { mode: 'number' })
			.notNull()
			.references(() => benchmarkVersions.id),
		battleId: bigint('battle_id', { mode: 'number' })
			.notNull()
			.references(() => battles.id),
		/** The name of the prompt among those of its battle; of two games their orders. */
		order: text('game_order').notNull(),
		/** The identity of its judgment, shared by every run that needs the same one. */
		identity: digest('identity').notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.benchmarkVersionId, table.battleId, table.order] }),
		index('games_of_battle').on(table.battleId),
		index('games_of_identity').on(table.identity),
	],
);
