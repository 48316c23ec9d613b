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
import { estimatePreferences } from './preference-estimates.ts';
import {
	buildOutcomeMatrix,
	narrowMatrix,
	type OutcomeMatrix,
} from '../outcomes/outcome-matrix.ts';
import { mixSeed } from '../maths/random.ts';
import { findableDifference } from '../ranks/power.ts';
import { type RankedModels, rankModels } from '../ranks/rank-ranges.ts';
import { listSlices, selectQuestions, sliceName } from '../outcomes/slices.ts';
import type { ScoringRule } from '../rules/scoring-rule.ts';
import { compareRules, layOutRules, type RuleOutcomes, type SliceRules } from './rule-effects.ts';

/** A slice with its rows in canonical order, and what every rule makes of it. */
export type BoardSlice = {
	readonly slice: Slice;
	readonly rows: readonly BoardRow[];
	readonly rules: SliceRules;
};

/**
 * One row per entrant over the questions of a slice, the highest score first, then by id; rows without a score stand last.
 * Ranks are those of the slice itself, over entrants with at least 95 % coverage. A row's rates and intervals are a function
 * of its own record alone, so an entrant never changes another's; see `estimateRates`. The seed draws the tests behind ranks.
 * Throws a RangeError when two questions or two entrants share an id, or an entrant has two entries for one question.
 */
export function computeBoardSlice(input: BoardInput, slice: Slice): readonly BoardRow[] {
	return computeSlice(input, slice).rows;
}

/** The same rows with what every rule makes of them. */
export function computeSlice(input: BoardInput, slice: Slice): BoardSlice {
	return describeSlice(prepareBoard(input), slice);
}

/**
 * The rows of one entrant by the name of the slice, without what other entrants have a part in: rank and beaten rows. They are a
 * function of the seed, the questions and the entrant's entries.
 */
export type OwnRows = Map<string, BoardRow>;

/**
 * Every slice that the questions have, overall first. A row that `ownRowsOf` has of an entrant is not computed again, and one that
 * it lacks is added; what it has must be of the same seed, questions and entries.
 */
export function computeBoard(
	input: BoardInput,
	ownRowsOf?: (id: string) => OwnRows,
): readonly BoardSlice[] {
	const board = { ...prepareBoard(input), ...(ownRowsOf && { ownRowsOf }) };
	return listSlices(board.questions).map((slice) => describeSlice(board, slice));
}

type PreparedEntrant = {
	readonly id: string;
	/** By column of the questions. */
	readonly entries: readonly (BoardEntry | undefined)[];
};

/** Questions and entrants in order of their ids. */
type PreparedBoard = {
	readonly seed: string;
	readonly questions: readonly BoardQuestion[];
	readonly entrants: readonly PreparedEntrant[];
	readonly matrix: OutcomeMatrix;
	/** With the matrix's questions as columns. */
	readonly rules: ReadonlyMap<ScoringRule, RuleOutcomes>;
	readonly columnOf: ReadonlyMap<string, number>;
	/** What is known of an entrant's rows. */
	readonly ownRowsOf?: (id: string) => OwnRows;
};

function prepareBoard({ seed, questions, entrants }: BoardInput): PreparedBoard {
	const sorted = sortById(questions, 'questions');
	const ids = sorted.map(({ id }) => id);
	const laidOut = sortById(entrants, 'entrants').map((entrant) => {
		const byQuestion = mapEntries(entrant);
		return { id: entrant.id, entries: ids.map((id) => byQuestion.get(id)) };
	});
	return {
		seed,
		questions: sorted,
		matrix: buildOutcomeMatrix({ entrants: sortById(entrants, 'entrants') }, ids),
		rules: layOutRules(laidOut),
		columnOf: new Map(ids.map((id, column) => [id, column])),
		entrants: laidOut,
	};
}

function describeSlice(board: PreparedBoard, slice: Slice): BoardSlice {
	const { seed, questions, rules, columnOf } = board;
	const selected = selectQuestions(questions, slice);
	const ids = selected.map(({ id }) => id);
	const columns = ids.map((id) => columnOf.get(id) ?? -1);
	const outcomes = narrowMatrix(board.matrix, ids);
	const ranked = rankModels({ seed: mixSeed(seed, sliceName(slice)), outcomes });
	const rows = placeRows(
		readRows(board, slice, columns).toSorted(
			(a, b) => (b.score?.value ?? -1) - (a.score?.value ?? -1),
		),
		outcomes,
		ranked,
	);
	const findable = findableDifference(ranked);
	return {
		slice,
		rows,
		rules: {
			effects: compareRules(rows, { rules, columns }),
			...(findable !== undefined && { findable }),
		},
	};
}

/** Rows in board order with their rank ranges and the rows that they beat. */
function placeRows(
	rows: readonly BoardRow[],
	{ modelIds }: OutcomeMatrix,
	{ ranges, isBetter }: RankedModels,
): readonly BoardRow[] {
	const placeOf = new Map(modelIds.map((id, place) => [id, place]));
	const places = rows.map(({ id }) => placeOf.get(id) ?? -1);
	return rows.map((row, at) => {
		const own = places[at] ?? -1;
		const rank = ranges[own];
		if (!rank || !row.score) return row;
		return { ...row, rank, beats: writeBeatenRows(places.map((other) => isBetter(own, other))) };
	});
}

/** The rows of a slice as far as they are known, and the others computed, in the order of the entrants. */
function readRows(
	{ seed, entrants, ownRowsOf }: PreparedBoard,
	slice: Slice,
	columns: readonly number[],
): readonly BoardRow[] {
	const name = sliceName(slice);
	const preferenceSeed = mixSeed(seed, name, 'preference');
	if (!ownRowsOf) return computeRows(entrants, columns, preferenceSeed);
	const unknown = entrants.filter(({ id }) => !ownRowsOf(id).has(name));
	for (const row of computeRows(unknown, columns, preferenceSeed)) ownRowsOf(row.id).set(name, row);
	return entrants.flatMap(({ id }) => ownRowsOf(id).get(name) ?? []);
}

function computeRows(
	entrants: readonly PreparedEntrant[],
	columns: readonly number[],
	seed: string,
): readonly BoardRow[] {
	const selected = entrants.map(({ entries }) => columns.map((column) => entries[column]));
	const preferences = estimatePreferences(selected, seed);
	return entrants.map(({ id }, at) => {
		const known = (selected[at] ?? []).flatMap((entry) => entry ?? []);
		const counts: BoardCounts = countEntries(columns.length, known);
		const preference = preferences[at];
		return { id, ...counts, ...estimateRates(counts), ...(preference && { preference }) };
	});
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
