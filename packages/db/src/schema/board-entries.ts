import { bigint, foreignKey, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { boards, snapshots } from './boards.ts';
import { digest } from './digest.ts';
import { instant } from './instant.ts';
import { submissions } from './submissions.ts';

/** A submission on a board: since which snapshot, and when it stood there no longer. */
export const boardEntries = pgTable(
	'board_entries',
	{
		benchmarkVersionId: bigint('benchmark_version_id', { mode: 'number' }).notNull(),
		judgeVersionId: bigint('judge_version_id', { mode: 'number' }).notNull(),
		submissionId: text('submission_id')
			.notNull()
			.references(() => submissions.id),
		/** The first snapshot that it stood on. */
		snapshotId: digest('snapshot_id')
			.notNull()
			.references(() => snapshots.id),
		enteredAt: instant('entered_at').notNull().defaultNow(),
		leftAt: instant('left_at'),
	},
	(table) => [
		primaryKey({
			name: 'board_entries_key',
			columns: [table.benchmarkVersionId, table.judgeVersionId, table.submissionId],
		}),
		foreignKey({
			name: 'board_entries_board',
			columns: [table.benchmarkVersionId, table.judgeVersionId],
			foreignColumns: [boards.benchmarkVersionId, boards.judgeVersionId],
		}),
		index('board_entries_of_submission').on(table.submissionId),
	],
);
