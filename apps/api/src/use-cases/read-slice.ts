import type { Slice } from '@codejoust/arena/board-input';
import { selectQuestions, sliceName } from '@codejoust/arena/slices';
import type { Database } from '@codejoust/db/connect';
import { findEntrants } from '@codejoust/db/queries/boards';
import { findInputs, findSlices, storeSlices } from '@codejoust/db/queries/snapshots';
import { median } from '../median.ts';
import { presentLeaderboardRow } from '../present/leaderboard-row.ts';
import type { StandingRow } from './board-numbers.ts';
import type { BenchmarkFacts, BoardDeps, SliceView } from './board-shelf.ts';

/** A slice of a snapshot as answers send it; without a snapshot, the questions alone. Kept once it has been read. */
export async function viewSlice(
	deps: BoardDeps,
	facts: BenchmarkFacts,
	{ snapshotId, slice }: { readonly snapshotId: string | null; readonly slice: Slice },
): Promise<SliceView> {
	const key = `${snapshotId ?? `version ${facts.version.id}`} ${sliceName(slice)}`;
	return deps.boards.slices.get(key, async () => {
		const questions = selectQuestions(facts.questions, slice);
		const rows = snapshotId === null ? [] : await readSlice(deps, snapshotId, slice);
		const entrants = await findEntrants(
			deps.db,
			rows.map((row) => row.id),
		);
		return {
			n: questions.length,
			baselineMedianLength: median(
				questions.flatMap(({ id }) => facts.baselineLengths.get(id) ?? []),
			),
			rows: rows.flatMap((row) => {
				const model = entrants.get(row.id);
				return model ? [JSON.stringify(presentLeaderboardRow(row, model))] : [];
			}),
		};
	});
}

/** A board's rows for a slice. A combination of filters is computed once, beside the event loop, and stored. */
export async function readSlice(
	deps: BoardDeps,
	snapshotId: string,
	slice: Slice,
): Promise<readonly StandingRow[]> {
	const name = sliceName(slice);
	const stored = (await readStoredSlices(deps.db, snapshotId, [name])).get(name);
	if (stored) return stored;
	const inputs = await findInputs(deps.db, snapshotId);
	if (inputs === undefined) throw new Error(`snapshot ${snapshotId} vanished`);
	const computed = await deps.boards.thread.run({ kind: 'slice', inputs, slice });
	await storeSlices(deps.db, snapshotId, [computed]);
	return asRows(JSON.parse(computed.rows));
}

/** The rows of published slices by canonical name. */
export async function readStoredSlices(
	db: Database,
	snapshotId: string,
	names: readonly string[],
): Promise<ReadonlyMap<string, readonly StandingRow[]>> {
	const stored = await findSlices(db, snapshotId, names);
	return new Map([...stored].map(([name, { rows }]) => [name, asRows(rows)]));
}

/** Rows are written by `publishBoard` and `readSlice`, nowhere else. */
function asRows(stored: unknown): readonly StandingRow[] {
	return stored as readonly StandingRow[];
}
