import { findEntrants } from '@codejoust/db/queries/boards/boards';
import { listChanges } from '@codejoust/db/queries/boards/changelog';
import { findSnapshot } from '@codejoust/db/queries/boards/snapshots';
import type { FoundChange } from '../../present/change.ts';
import { type BoardDeps, loadBenchmark } from './board-cache.ts';
import { viewSlice } from './read-slice.ts';

/** What changed on the public boards, newest first; `more` is the place after which the next page begins. */
export async function readChanges(
	deps: BoardDeps,
	scope: Parameters<typeof listChanges>[1],
): Promise<{ readonly items: readonly FoundChange[]; readonly more: ChangePlace | undefined }> {
	const { db } = deps;
	const found = await listChanges(db, { ...scope, limit: scope.limit + 1 });
	const rows = found.slice(0, scope.limit);
	const last = rows.at(-1);
	const models = await findEntrants(
		db,
		rows.flatMap(({ joined, left }) => [...joined, ...left]),
	);
	const summaries: (string | undefined)[] = [];
	for (const { snapshotId } of rows) summaries.push(await readSummary(deps, snapshotId));
	return {
		items: rows.map((row, at) => ({ row, models, summary: summaries[at] })),
		more: found.length > rows.length && last ? { createdAt: last.at, id: last.id } : undefined,
	};
}

/** Kept with the slice, so that the next reader's costs nothing. */
async function readSummary(deps: BoardDeps, snapshotId: string | null) {
	const snapshot = snapshotId === null ? undefined : await findSnapshot(deps.db, snapshotId);
	if (!snapshot) return undefined;
	const loaded = await loadBenchmark(deps, snapshot.benchmarkVersionId);
	const { standing } = await viewSlice(deps, loaded, { snapshotId, slice: {} });
	return standing.summary;
}

type ChangePlace = { readonly createdAt: Date; readonly id: string };
