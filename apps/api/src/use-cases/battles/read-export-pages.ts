import type { Database } from '@codejoust/db/connect';
import type { BattleScope } from '@codejoust/db/queries/boards/battles';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import {
	type ExportBattle,
	type ExportPage,
	type ExportRun,
	listExportRuns,
	pageExportBattles,
	pagePreferences,
	pageRatedPreferences,
} from '@codejoust/db/queries/boards/exports';
import { loadGames } from '@codejoust/db/queries/runs/open-battles';
import { findTexts } from '@codejoust/db/queries/texts/texts';
import type { CritiquesPage } from '../../present/critiques.ts';
import type { GamesPage, PreferencesPage } from '../../present/export.ts';
import { readDefinition } from '@codejoust/judge/protocol/definition';

export type ExportScope = Omit<BattleScope, 'benchmarkVersionId' | 'runId'> & {
	readonly version: BenchmarkVersionRow;
};

const BATTLES_A_PAGE = 200;
/** With texts, of which each may have 1 MiB: a page is what is held in memory. */
const BATTLES_WITH_TEXTS = 16;

/** Every game that fits, by run and question; a page at a time is held in memory and in a statement. */
export async function* readGamePages(
	db: Database,
	scope: ExportScope & { readonly hasTexts: boolean },
): AsyncGenerator<GamesPage> {
	const { version, hasTexts } = scope;
	const limit = hasTexts ? BATTLES_WITH_TEXTS : BATTLES_A_PAGE;
	for (const run of await findRuns(db, scope)) {
		const read = (page: ExportPage) => pageExportBattles(db, withinRun(scope, run), page);
		for await (const battles of pagesOf(read, limit)) {
			const games = await loadGames(
				db,
				battles.map(({ id }) => id),
			);
			const bodies = hasTexts
				? await loadTexts(db, battles, [...games.values()].flat())
				: undefined;
			yield { origin: { version, run }, battles, games, bodies };
		}
	}
}

/** Every pair of answers of which one was found better; in the same way. */
export async function* readPreferencePages(
	db: Database,
	scope: ExportScope & {
		/** How clear two games were, or how far apart the mean ratings are. */
		readonly least: { readonly margin: number } | { readonly gap: number };
	},
): AsyncGenerator<PreferencesPage> {
	const { version, least } = scope;
	for (const run of await findRuns(db, scope)) {
		const within = withinRun(scope, run);
		const read = (page: ExportPage) =>
			'gap' in least
				? pageRatedPreferences(db, { ...within, leastGap: least.gap }, page)
				: pagePreferences(db, { ...within, leastMargin: least.margin }, page);
		for await (const battles of pagesOf(read, BATTLES_WITH_TEXTS)) {
			const bodies = await loadTexts(db, battles, []);
			yield { origin: { version, run }, battles, bodies };
		}
	}
}

/** Every rating with its rationale; in the same way. */
export async function* readCritiquePages(
	db: Database,
	scope: ExportScope,
): AsyncGenerator<CritiquesPage> {
	const { version } = scope;
	for (const run of await findRuns(db, scope)) {
		const definition = readDefinition(run.definition);
		if (definition.kind !== 'rubric') continue;
		const criteria = new Map(definition.criteria.map(({ name, text }) => [name, text]));
		const read = (page: ExportPage) => pageExportBattles(db, withinRun(scope, run), page);
		for await (const battles of pagesOf(read, BATTLES_WITH_TEXTS)) {
			const games = await loadGames(
				db,
				battles.map(({ id }) => id),
			);
			const bodies = await loadTexts(db, battles, [...games.values()].flat());
			yield { origin: { version, run }, criteria, battles, games, bodies };
		}
	}
}

function findRuns(db: Database, { version, judgeVersionId, modelSlug, submissionId }: ExportScope) {
	const benchmarkVersionId = version.id;
	return listExportRuns(db, { benchmarkVersionId, judgeVersionId, modelSlug, submissionId });
}

/** What of the scope chooses battles within a run. */
function withinRun(scope: ExportScope, run: ExportRun): BattleScope & { readonly runId: string } {
	const { questionKey, category, subcategory, language, difficulty, outcome } = scope;
	return { runId: run.id, questionKey, category, subcategory, language, difficulty, outcome };
}

async function* pagesOf(
	read: (page: ExportPage) => Promise<ExportBattle[]>,
	limit: number,
): AsyncGenerator<readonly ExportBattle[]> {
	for (let after = -1; ;) {
		const rows = await read({ after, limit });
		const last = rows.at(-1);
		if (!last) return;
		yield rows;
		if (rows.length < limit) return;
		after = last.position;
	}
}

function loadTexts(
	db: Database,
	battles: readonly ExportBattle[],
	games: readonly { readonly judgments: readonly { readonly textHash: string | null }[] }[],
) {
	const words = games.flatMap(({ judgments }) => judgments[0]?.textHash ?? []);
	const hashes = battles.flatMap((row) => [row.contentHash, row.answerHash, row.baselineHash]);
	return findTexts(db, [...new Set([...hashes, ...words])]);
}
