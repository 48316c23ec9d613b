import type { Database } from '@codejoust/db/connect';
import { listBattles } from '@codejoust/db/queries/boards/battle-pages';
import type { BattleScope } from '@codejoust/db/queries/boards/battles';
import { type FoundBattles, searchBattles } from '@codejoust/db/queries/boards/search-battles';
import type { Viewer } from '@codejoust/db/queries/keys/viewer';

type Scope = BattleScope & { readonly viewer: Viewer };

/** A page of battles; of a search also where each has the words, and how many battles were read. */
export type FoundPage = Pick<FoundBattles, 'next'> & {
	readonly rows: readonly (Pick<FoundBattles['rows'][number], 'row'> &
		Partial<FoundBattles['rows'][number]>)[];
	readonly searched: number | undefined;
};

/** The battles of a scope after an id, those with the words if some are given. */
export async function readBattlePage(
	db: Database,
	scope: Scope,
	page: { readonly q: string | undefined; readonly after: number; readonly limit: number },
): Promise<FoundPage> {
	const { q, after, limit } = page;
	if (q !== undefined)
		return searchBattles(db, scope, { q, from: after, direction: 'forward', limit });
	const rows = await listBattles(db, scope, { after, limit: limit + 1 });
	const shown = rows.slice(0, limit);
	return {
		rows: shown.map((row) => ({ row })),
		searched: undefined,
		next: rows.length > limit ? shown.at(-1)?.battle.id : undefined,
	};
}
