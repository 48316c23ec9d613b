import { bigint, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { benchmarkVersions } from './benchmarks.ts';
import { bytes } from './bytes.ts';
import { digest } from './digest.ts';
import { instant } from './instant.ts';
import { judgeVersions } from './judges.ts';

/** The newest comparison of two judge versions on a benchmark version whose runs all stood still. */
export const judgeComparisons = pgTable(
	'judge_comparisons',
	{
		benchmarkVersionId: bigint('benchmark_version_id', { mode: 'number' })
			.notNull()
			.references(() => benchmarkVersions.id),
		fromJudgeVersionId: bigint('from_judge_version_id', { mode: 'number' })
			.notNull()
			.references(() => judgeVersions.id),
		toJudgeVersionId: bigint('to_judge_version_id', { mode: 'number' })
			.notNull()
			.references(() => judgeVersions.id),
		/** Hash of all that the numbers depend on: another one makes them out of date. */
		state: digest('state').notNull(),
		/** Brotli of the JSON of a `JudgeComparison`. */
		numbers: bytes('numbers').notNull(),
		storedAt: instant('stored_at').notNull().defaultNow(),
	},
	(table) => [
		primaryKey({
			name: 'judge_comparisons_pair',
			columns: [table.benchmarkVersionId, table.fromJudgeVersionId, table.toJudgeVersionId],
		}),
	],
);
