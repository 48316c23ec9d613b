import { bigint, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { benchmarkVersions } from './benchmarks.ts';
import { instant } from './instant.ts';
import { judgeVersions } from './judges.ts';

/** What an import of judgments brought. Counts are of games, but for `models` and `battles`. */
export type ImportFigures = {
	readonly models: number;
	readonly battles: number;
	readonly games: number;
	readonly scored: number;
	/** By reason. */
	readonly unscored: Readonly<Record<string, number>>;
	/** Games with a judge's words that our reader could compare with the file's decision. */
	readonly compared: number;
	/** Of those, where both say different things. */
	readonly differing: number;
};

export type ImportedFile = {
	readonly name: string;
	/** Hex. */
	readonly sha256: string;
	readonly records: number;
};

/** Judgments that somebody else had made, brought in for one benchmark version under one recorded judge. */
export const judgmentImports = pgTable(
	'judgment_imports',
	{
		judgeVersionId: bigint('judge_version_id', { mode: 'number' })
			.notNull()
			.references(() => judgeVersions.id),
		benchmarkVersionId: bigint('benchmark_version_id', { mode: 'number' })
			.notNull()
			.references(() => benchmarkVersions.id),
		files: jsonb('files').$type<readonly ImportedFile[]>().notNull(),
		figures: jsonb('figures').$type<ImportFigures>().notNull(),
		importedBy: text('imported_by').notNull(),
		importedAt: instant('imported_at').notNull().defaultNow(),
	},
	(table) => [primaryKey({ columns: [table.judgeVersionId, table.benchmarkVersionId] })],
);
