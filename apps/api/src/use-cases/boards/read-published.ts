import type { Slice } from '@codejoust/arena/outcomes/board-input';
import { sliceName } from '@codejoust/arena/outcomes/slices';
import type { NamedEntrant } from '@codejoust/arena/text/match-model-names';
import {
	BASELINE,
	comparePublished,
	listPublishedSlices,
} from '@codejoust/board/compare-published';
import { modelName } from '@codejoust/contract/model-name';
import type { VariantSettings } from '@codejoust/contract/schemas/model';
import type { SliceQuery } from '@codejoust/contract/schemas/names';
import {
	listPublishedSets,
	type PublishedSetRow,
} from '@codejoust/db/queries/benchmarks/published-results';
import { findEntrants } from '@codejoust/db/queries/boards/boards';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import { selectQuestions } from '@codejoust/arena/outcomes/slices';
import type { FoundPublished } from '../../present/published-results.ts';
import { Refusal } from '../../refusal.ts';
import { readAskedSlice } from './asked-slice.ts';
import { type BoardAnswer, hashState } from './board-answer.ts';
import type { BoardDeps, LoadedBenchmark } from './board-cache.ts';
import { findBoard, type FoundBoard, nameSnapshot } from './find-board.ts';
import { readSlice } from './read-slice.ts';

/**
 * Results that others published, beside the rows of a board's slice: a `PublishedBoard`. The board's numbers are those of its snapshot. Kept
 * until the board, its models or the sets change.
 */
export async function readPublished(
	deps: BoardDeps,
	benchmark: string,
	query: SliceQuery & { readonly judge?: string | undefined },
): Promise<BoardAnswer> {
	const found = await findBoard(deps, benchmark, query.judge);
	const { loaded, benchmarkVisibility, board, published } = found;
	const slice = readAskedSlice(query, loaded.choices);
	const key = JSON.stringify([
		'published',
		loaded.modelsRevision,
		loaded.version.id,
		benchmarkVisibility,
		board.judgeVersionId,
		board.snapshotId,
		sliceName(slice),
		published.map(({ id }) => id),
	]);
	return {
		etag: hashState(key),
		body: () =>
			deps.boards.comparisons.get(key, async () =>
				deps.boards.write.published(await compareSets(deps, { found, slice })),
			),
	};
}

/** Of the names of a table, those that a model of the live board has; without a board, none. */
export async function matchPublished(
	deps: BoardDeps,
	benchmark: string,
	set: Pick<PublishedSetRow, 'names' | 'rows'>,
): Promise<{ readonly matched: readonly string[]; readonly unmatched: readonly string[] }> {
	const everyName = [...new Set(set.rows.map(({ model }) => model))];
	const found = await findBoard(deps, benchmark, undefined).catch((error: unknown) => {
		if (error instanceof Refusal && error.code === 'not-found') return undefined;
		throw error;
	});
	if (!found) return { matched: [], unmatched: everyName };
	const { rows, entrants } = await readEntrants(deps, found, {});
	// Names are the same in every slice, so each is compared once.
	const once = everyName.map((model) => ({ model, value: 0 }));
	const compared = comparePublished(
		{ measure: 'names', names: set.names, rows: once },
		{ slice: {}, rows, entrants: entrants.map(({ entrant }) => entrant) },
	);
	const names = (isMatched: boolean) =>
		compared.rows.flatMap(({ published, match }) =>
			(match === 'none' || match === 'several') === isMatched ? [] : [published.model],
		);
	return { matched: names(true), unmatched: names(false) };
}

async function compareSets(
	deps: BoardDeps,
	{ found, slice }: { readonly found: FoundBoard; readonly slice: Slice },
): Promise<FoundPublished> {
	const { loaded, benchmarkVisibility, board } = found;
	const sets = await listPublishedSets(deps.db, loaded.version.id);
	const { rows, entrants } = await readEntrants(deps, found, slice);
	return {
		version: { ...loaded.version, ...benchmarkVisibility },
		judge: board.judge,
		snapshot: nameSnapshot(board),
		slice,
		questions: selectQuestions(loaded.questions, slice).length,
		models: new Map(entrants.map(({ entrant, model }) => [entrant.id, model])),
		sets: sets.map((set) => ({
			set,
			slices: set.measure === null ? listPublishedSlices(set.rows) : [],
			comparison: comparePublished(set, {
				slice,
				rows,
				entrants: entrants.map(({ entrant }) => entrant),
			}),
		})),
	};
}

/** The rows of a board's slice, and everything that a published name may be on it. */
async function readEntrants(
	deps: BoardDeps,
	{ loaded, board }: Pick<FoundBoard, 'board'> & { readonly loaded: LoadedBenchmark },
	slice: Slice,
) {
	const rows = board.snapshotId === null ? [] : await readSlice(deps, board.snapshotId, slice);
	const named = await findEntrants(
		deps.db,
		rows.map(({ id }) => id),
	);
	const entrants = [...named, [BASELINE, loaded.version.baseline] as const].map(([id, model]) => ({
		entrant: asEntrant(id, model),
		model,
	}));
	return { rows, entrants };
}

function asEntrant(id: string, { slug, name, variant }: ModelBriefRow): NamedEntrant {
	// Checked by the same schema when it was stored.
	const full = modelName({ name, variant: variant as VariantSettings });
	return { id, slug, names: [name, full], isPlain: Object.keys(variant).length === 0 };
}
