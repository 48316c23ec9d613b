import { readBeatenRows } from '@codejoust/arena/board/beaten-rows';
import {
	agreeOnOrder,
	type CriterionPlace,
} from '@codejoust/arena/judge-quality/criteria-agreement';
import { sliceName } from '@codejoust/arena/outcomes/slices';
import type { StoredRow } from '@codejoust/board/board-numbers';
import { findEntrants } from '@codejoust/db/queries/boards/boards';
import { type BoardState } from '@codejoust/db/queries/boards/find-boards';
import { findDefinitions } from '@codejoust/db/queries/judges/judges';
import { familyOf } from '@codejoust/judge/protocol/judge-family';
import type { FoundCriteria } from '../../present/criteria.ts';
import { type BoardAnswer, hashState } from './board-answer.ts';
import type { BoardDeps } from './board-cache.ts';
import { chooseFamily } from './choose-family.ts';
import { findBoard, type FoundBoard, nameSnapshot } from './find-board.ts';
import { readStoredSlices } from './read-slice.ts';

/**
 * The boards of one family of judges beside each other: a `CriteriaBoard`. Each cell is read from the snapshot of its board; what
 * is computed here is how far the boards order models alike. Kept until one of the boards changes.
 */
export async function readCriteria(
	deps: BoardDeps,
	benchmark: string,
	{ judge }: { readonly judge?: string | undefined },
): Promise<BoardAnswer> {
	const found = await findBoard(deps, benchmark, judge);
	const { loaded, benchmarkVisibility, boards, published } = found;
	const key = JSON.stringify([
		'criteria',
		loaded.modelsRevision,
		loaded.version.id,
		benchmarkVisibility,
		judge ?? null,
		published.map(({ id }) => id),
		boards.map(({ judgeVersionId, snapshotId, isLive }) => [judgeVersionId, snapshotId, isLive]),
	]);
	return {
		etag: hashState(key),
		body: () =>
			deps.boards.comparisons.get(key, async () =>
				deps.boards.write.criteria(await makeCriteria(deps, found, judge !== undefined)),
			),
	};
}

async function makeCriteria(
	deps: BoardDeps,
	{ loaded, benchmarkVisibility, board, boards, published }: FoundBoard,
	isAsked: boolean,
): Promise<FoundCriteria> {
	const members = await joinFamilies(deps, boards);
	const { families, shown } = chooseFamily(
		members,
		isAsked ? members.find((one) => one.judgeVersionId === board.judgeVersionId) : undefined,
	);
	const columns = await Promise.all(
		(shown?.columns ?? []).map(async (column) => ({
			column,
			rows: await readRows(deps, column),
		})),
	);
	return {
		version: { ...loaded.version, ...benchmarkVisibility },
		published,
		families: families.flatMap((family) => {
			const [first] = family.columns;
			if (!first) return [];
			return [{ judge: first.judge, criteria: family.criteria, isShown: family === shown }];
		}),
		columns: columns.map(({ column, rows }) => ({
			judge: column.judge,
			text: column.text,
			isLive: column.isLive,
			snapshot: nameSnapshot(column),
			models: rows.length,
		})),
		rows: await joinRows(
			deps,
			columns.map(({ rows }) => rows),
		),
		agreements: agreeAll(columns.map(({ rows }) => listPlaces(rows))),
	};
}

async function joinFamilies({ db }: BoardDeps, boards: readonly BoardState[]) {
	const definitions = await findDefinitions(
		db,
		boards.map(({ judgeVersionId }) => judgeVersionId),
	);
	return boards.map((board) => {
		const definition = definitions.get(board.judgeVersionId);
		if (!definition) throw new Error(`judge version ${board.judgeVersionId} vanished`);
		return { ...board, family: familyOf(definition), text: readText(definition) };
	});
}

/** The text of the criterion that a stored definition has. */
function readText({ criterion }: Readonly<Record<string, unknown>>): string | undefined {
	const text =
		typeof criterion === 'object' && criterion !== null
			? Reflect.get(criterion, 'text')
			: undefined;
	return typeof text === 'string' ? text : undefined;
}

/** A board's rows over all questions, best first. */
async function readRows(
	{ db }: BoardDeps,
	{ snapshotId }: BoardState,
): Promise<readonly StoredRow[]> {
	if (snapshotId === null) return [];
	const name = sliceName({});
	return (await readStoredSlices(db, snapshotId, [name])).get(name) ?? [];
}

/** Every submission once: in the order of the first board, then those that are only on the next one. */
async function joinRows(
	{ db }: BoardDeps,
	columns: readonly (readonly StoredRow[])[],
): Promise<FoundCriteria['rows']> {
	const ids = [...new Set(columns.flatMap((rows) => rows.map(({ id }) => id)))];
	const entrants = await findEntrants(db, ids);
	const cellsOf = columns.map((rows) => new Map(rows.map((row) => [row.id, row])));
	return ids.map((id) => {
		const model = entrants.get(id);
		if (!model) throw new Error(`submission ${id} vanished`);
		return { id, model, cells: cellsOf.map((cells) => cells.get(id)) };
	});
}

function listPlaces(rows: readonly StoredRow[]): readonly CriterionPlace[] {
	return rows.flatMap(({ id, rank, score, beats }) => {
		if (!rank || !score) return [];
		const beaten =
			beats === undefined ? undefined : readBeatenRows(beats).flatMap((at) => rows[at]?.id ?? []);
		return [{ id, score: score.value, ...(beaten && { beats: beaten }) }];
	});
}

function agreeAll(columns: readonly (readonly CriterionPlace[])[]): FoundCriteria['agreements'] {
	return columns.flatMap((places, first) =>
		columns.slice(first + 1).map((others, next) => ({
			first,
			second: first + 1 + next,
			agreement: agreeOnOrder(places, others),
		})),
	);
}
