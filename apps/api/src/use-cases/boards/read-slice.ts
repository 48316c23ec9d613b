import type { SliceRules } from '@codejoust/arena/board/rule-effects';
import type { Slice } from '@codejoust/arena/outcomes/board-input';
import { Refusal } from '../../refusal.ts';
import { selectQuestions, sliceName } from '@codejoust/arena/outcomes/slices';
import type { Database } from '@codejoust/db/connect';
import { findEntrants } from '@codejoust/db/queries/boards/boards';
import { storeSliceRules, storeSlices } from '@codejoust/db/queries/boards/snapshots';
import { median } from '@codejoust/arena/maths/median';
import type { ScoringRule } from '@codejoust/arena/rules/scoring-rule';
import { BOARD_RULE, type StoredRow } from '@codejoust/board/board-numbers';
import type { LoadedBenchmark, BoardDeps, SliceView } from './board-cache.ts';
import { readInputs, readSliceRules, readSlices } from './snapshot-texts.ts';

/** A slice of a snapshot as answers send it; without a snapshot, the questions alone. Kept once it has been read. */
export async function viewSlice(
	deps: BoardDeps,
	loaded: LoadedBenchmark,
	scope: {
		readonly snapshotId: string | null;
		readonly slice: Slice;
		/** `codejoust` by default. */
		readonly rule?: ScoringRule | undefined;
	},
): Promise<SliceView> {
	const { snapshotId, slice, rule = BOARD_RULE } = scope;
	const { modelsRevision, version } = loaded;
	const key = `${modelsRevision} ${snapshotId ?? `version ${version.id}`} ${sliceName(slice)} ${rule}`;
	return deps.boards.slices.get(key, async () => {
		const questions = selectQuestions(loaded.questions, slice);
		const rows = snapshotId === null ? [] : await readRuleSlice(deps, snapshotId, slice, rule);
		const entrants = await findEntrants(
			deps.db,
			rows.map((row) => row.id),
		);
		const named = rows.map((row) => {
			const model = entrants.get(row.id);
			if (!model) throw new Error(`submission ${row.id} vanished`);
			return { row, model };
		});
		return {
			n: questions.length,
			baselineMedianLength: median(
				questions.flatMap(({ id }) => loaded.baselineLengths.get(id) ?? []),
			),
			rows: named.map(({ row, model }) => deps.boards.write.row(row, model)),
			standing: deps.boards.write.standing(named),
		};
	});
}

/** A board's rows for a slice. A combination of filters is computed once, beside the event loop, and stored. */
export async function readSlice(
	deps: BoardDeps,
	snapshotId: string,
	slice: Slice,
): Promise<readonly StoredRow[]> {
	const name = sliceName(slice);
	const stored = (await readStoredSlices(deps.db, snapshotId, [name])).get(name);
	if (stored) return stored;
	const computed = await computeSlice(deps, snapshotId, slice);
	await storeSlices(deps.boards.primary, snapshotId, [computed]);
	return asRows(JSON.parse(computed.rows));
}

function computeSlice({ db, boards }: BoardDeps, snapshotId: string, slice: Slice) {
	return boards.compute(`slice ${snapshotId} ${sliceName(slice)}`, async () => ({
		kind: 'slice' as const,
		inputs: await readInputs(db, snapshotId),
		slice,
	}));
}

/** A board's rows for a slice under a rule; those of another rule than the default are computed when they are read. */
export async function readRuleSlice(
	deps: BoardDeps,
	snapshotId: string,
	slice: Slice,
	rule: ScoringRule,
): Promise<readonly StoredRow[]> {
	if (rule === BOARD_RULE) return readSlice(deps, snapshotId, slice);
	return deps.boards.compute(`rule ${rule} ${snapshotId} ${sliceName(slice)}`, async () => ({
		kind: 'rule',
		inputs: await readInputs(deps.db, snapshotId),
		slice,
		rule,
	}));
}

/**
 * What every rule makes of a slice, as the JSON of `Leaderboard['rules']`. It is stored with the slice; of a board of earlier
 * rules it is computed when it is first read, and null while too much else is being computed.
 */
export async function viewRules(
	deps: BoardDeps,
	loaded: LoadedBenchmark,
	{ snapshotId, slice }: { readonly snapshotId: string | null; readonly slice: Slice },
): Promise<string> {
	if (snapshotId === null) return 'null';
	const key = `rules ${loaded.modelsRevision} ${snapshotId} ${sliceName(slice)}`;
	const view = deps.boards.comparisons.get(key, async () => {
		const { effects, findable } = await readRules(deps, snapshotId, slice);
		const named = effects.flatMap(({ first, outside }) => [...first, ...outside]);
		return deps.boards.write.rules({
			effects,
			findable,
			models: await findEntrants(deps.db, [...new Set(named)]),
		});
	});
	return view.catch((error: unknown) => {
		if (error instanceof Refusal && error.code === 'not-ready') return 'null';
		throw error;
	});
}

/**
 * What every rule makes of a slice. Of a board of earlier rules it is computed when it is first read, and refused with
 * `not-ready` while too much else is being computed.
 */
export async function readRules(
	deps: BoardDeps,
	snapshotId: string,
	slice: Slice,
): Promise<SliceRules> {
	// Stores a combination of filters, so that only a board of earlier rules lacks its rules.
	await readSlice(deps, snapshotId, slice);
	const stored = await readSliceRules(deps.db, snapshotId, sliceName(slice));
	if (stored !== undefined) return asRules(stored);
	const computed = await computeSlice(deps, snapshotId, slice);
	await storeSliceRules(deps.boards.primary, snapshotId, computed);
	return asRules(computed.rules);
}

/** The rows of published slices by canonical name. */
export async function readStoredSlices(
	db: Database,
	snapshotId: string,
	names: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredRow[]>> {
	const stored = await readSlices(db, snapshotId, names);
	return new Map([...stored].map(([name, { rows }]) => [name, asRows(rows)]));
}

/** Rows are written by `publishBoard` and `readSlice`, nowhere else. */
function asRows(stored: unknown): readonly StoredRow[] {
	return stored as readonly StoredRow[];
}

/** Written beside the rows. */
function asRules(text: string): SliceRules {
	return JSON.parse(text) as SliceRules;
}
