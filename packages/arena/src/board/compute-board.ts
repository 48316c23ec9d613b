import { writeBeatenRows } from './beaten-rows.ts';
import { type BoardCounts, countEntries } from './board-counts.ts';
import { estimateRates } from './board-estimates.ts';
import type {
	BoardEntry,
	BoardInput,
	BoardQuestion,
	Entrant,
	Slice,
} from '../outcomes/board-input.ts';
import type { BoardRow } from './board-row.ts';
import {
	buildOutcomeMatrix,
	narrowMatrix,
	type OutcomeMatrix,
} from '../outcomes/outcome-matrix.ts';
import { mixSeed } from '../maths/random.ts';
import { rankModels } from '../ranks/rank-ranges.ts';
import { listSlices, selectQuestions, sliceName } from '../outcomes/slices.ts';

/** A slice with its rows in canonical order. */
export type BoardSlice = { readonly slice: Slice; readonly rows: readonly BoardRow[] };

/**
 * One row per entrant over the questions of a slice, the highest score first, then by id; rows without a score stand last.
 * Ranks are those of the slice itself, over entrants with at least 95 % coverage. A row's rates and intervals are a function
 * of its own record alone, so an entrant never changes another's; see `estimateRates`. The seed draws the tests behind ranks.
 * Throws a RangeError when two questions or two entrants share an id, or an entrant has two entries for one question.
 */
export function computeBoardSlice(input: BoardInput, slice: Slice): readonly BoardRow[] {
	return computeRows(prepareBoard(input), slice);
}

/** The rows of every slice that the questions have, overall first. */
export function computeBoard(input: BoardInput): readonly BoardSlice[] {
	const board = prepareBoard(input);
	return listSlices(board.questions).map((slice) => ({ slice, rows: computeRows(board, slice) }));
}

type PreparedEntrant = {
	readonly id: string;
	readonly entries: ReadonlyMap<string, BoardEntry>;
};

/** Questions and entrants in order of their ids. */
type PreparedBoard = {
	readonly seed: string;
	readonly questions: readonly BoardQuestion[];
	readonly entrants: readonly PreparedEntrant[];
	readonly matrix: OutcomeMatrix;
};

function prepareBoard({ seed, questions, entrants }: BoardInput): PreparedBoard {
	const sorted = sortById(questions, 'questions');
	return {
		seed,
		questions: sorted,
		matrix: buildOutcomeMatrix(
			{ entrants: sortById(entrants, 'entrants') },
			sorted.map(({ id }) => id),
		),
		entrants: sortById(entrants, 'entrants').map((entrant) => ({
			id: entrant.id,
			entries: mapEntries(entrant),
		})),
	};
}

function computeRows(board: PreparedBoard, slice: Slice): BoardRow[] {
	const { seed, questions, entrants } = board;
	const selected = selectQuestions(questions, slice);
	const rows = entrants
		.map((entrant) => computeRow(entrant, selected))
		.sort((a, b) => (b.score?.value ?? -1) - (a.score?.value ?? -1));
	return placeRows(rows, {
		seed: mixSeed(seed, sliceName(slice)),
		outcomes: narrowMatrix(
			board.matrix,
			selected.map(({ id }) => id),
		),
	});
}

/** Rows in board order with their rank ranges and the rows that they beat. */
function placeRows(
	rows: readonly BoardRow[],
	input: { readonly seed: string; readonly outcomes: OutcomeMatrix },
): BoardRow[] {
	const { ranges, isBetter } = rankModels(input);
	const placeOf = new Map(input.outcomes.modelIds.map((id, place) => [id, place]));
	const places = rows.map(({ id }) => placeOf.get(id) ?? -1);
	return rows.map((row, at) => {
		const own = places[at] ?? -1;
		const rank = ranges[own];
		if (!rank || !row.score) return row;
		return { ...row, rank, beats: writeBeatenRows(places.map((other) => isBetter(own, other))) };
	});
}

function computeRow(
	{ id, entries }: PreparedEntrant,
	questions: readonly BoardQuestion[],
): BoardRow {
	const counts: BoardCounts = countEntries(
		questions.length,
		questions.flatMap((question) => entries.get(question.id) ?? []),
	);
	return { id, ...counts, ...estimateRates(counts) };
}

function mapEntries({ id, entries }: Entrant): ReadonlyMap<string, BoardEntry> {
	const byQuestion = new Map(entries.map((entry) => [entry.questionId, entry]));
	if (byQuestion.size < entries.length) {
		throw new RangeError(`entrant ${id} has two entries for one question`);
	}
	return byQuestion;
}

function sortById<Item extends { readonly id: string }>(
	items: readonly Item[],
	what: string,
): readonly Item[] {
	const sorted = [...items].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
	const repeated = sorted.find(({ id }, at) => sorted[at + 1]?.id === id);
	if (repeated) throw new RangeError(`two ${what} have the id ${repeated.id}`);
	return sorted;
}
