import type { Database } from '@codejoust/db/connect';
import type { BattleScope } from '@codejoust/db/queries/battles';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks';
import {
	type ExportBattle,
	type ExportPage,
	type ExportRun,
	listExportRuns,
	pageExportBattles,
	pagePreferences,
} from '@codejoust/db/queries/exports';
import { loadGames } from '@codejoust/db/queries/judging';
import { findTexts } from '@codejoust/db/queries/texts';
import { presentGameLine, presentPreference } from '../present/export.ts';

export type ExportScope = Omit<BattleScope, 'benchmarkVersionId' | 'runId'> & {
	readonly version: BenchmarkVersionRow;
};

const BATTLES_A_PAGE = 200;
/** With texts, of which each may have 1 MiB: a page is what is held in memory. */
const BATTLES_WITH_TEXTS = 16;

/** Every game that fits as a line of JSON, by run and question; a page at a time is held in memory and in a statement. */
export async function* writeGames(
	db: Database,
	scope: ExportScope & { readonly hasTexts: boolean },
): AsyncGenerator<string> {
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
			const lines = battles.flatMap((battle) =>
				(games.get(battle.id) ?? []).map((game) =>
					presentGameLine({ version, run }, battle, game, bodies),
				),
			);
			yield asLines(lines);
		}
	}
}

/** Every pair of answers of which one was found better, as a line of JSON; in the same way. */
export async function* writePreferences(
	db: Database,
	scope: ExportScope & { readonly leastMargin: number; readonly isChat: boolean },
): AsyncGenerator<string> {
	const { version, leastMargin, isChat } = scope;
	for (const run of await findRuns(db, scope)) {
		const read = (page: ExportPage) =>
			pagePreferences(db, { ...withinRun(scope, run), leastMargin }, page);
		for await (const battles of pagesOf(read, BATTLES_WITH_TEXTS)) {
			const bodies = await loadTexts(db, battles, []);
			const lines = battles.flatMap(
				(battle) => presentPreference({ version, run }, battle, { bodies, isChat }) ?? [],
			);
			yield asLines(lines);
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

function asLines(values: readonly unknown[]): string {
	return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
