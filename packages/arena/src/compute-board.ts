import { type BoardCounts, countEntries } from './board-counts.ts';
import { estimateRates } from './board-estimates.ts';
import type { BoardEntry, BoardInput, BoardQuestion, Entrant, Slice } from './board-input.ts';
import type { BoardRow } from './board-row.ts';
import {
	countResampledOutcomes,
	OUTCOME_CODES,
	type QuestionResamples,
	resampleQuestions,
} from './bootstrap.ts';
import { buildOutcomeMatrix, narrowMatrix, type OutcomeMatrix } from './outcome-matrix.ts';
import { mixSeed } from './random.ts';
import { rankRanges } from './rank-ranges.ts';
import { listSlices, selectQuestions, sliceName } from './slices.ts';
import { assignTieGroups } from './tie-groups.ts';

/** Resamples behind every bootstrap interval of a board. */
export const BOARD_RESAMPLES = 1000;

/** A slice with its rows in canonical order. */
export type BoardSlice = { readonly slice: Slice; readonly rows: readonly BoardRow[] };

/**
 * One row per entrant over the questions of a slice, the highest score first, then by id; rows without a score stand last.
 * Ranks and tie groups are those of the slice itself, over entrants with at least 95 % coverage. Intervals are 95 % bootstraps over questions, whose draws depend on the
 * seed, the slice and its question ids alone, so an entrant never moves another's numbers; see `estimateRates`.
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
	let resamples: QuestionResamples | undefined;
	const drawOnce = () => {
		const sliceSeed = mixSeed(seed, sliceName(slice));
		resamples ??= resampleQuestions(sliceSeed, selected.length, BOARD_RESAMPLES);
		return resamples;
	};
	const rows = entrants
		.map((entrant) => computeRow(entrant, selected, drawOnce))
		.sort((a, b) => (b.score?.value ?? -1) - (a.score?.value ?? -1));
	return placeRows(rows, {
		seed: mixSeed(seed, sliceName(slice)),
		outcomes: narrowMatrix(
			board.matrix,
			selected.map(({ id }) => id),
		),
	});
}

/** Rows in board order with their rank ranges and tie groups; a row without a rank is in no group. */
function placeRows(
	rows: readonly BoardRow[],
	input: { readonly seed: string; readonly outcomes: OutcomeMatrix },
): BoardRow[] {
	const ranges = rankRanges(input);
	const rankOf = new Map(input.outcomes.modelIds.map((id, row) => [id, ranges[row]]));
	const ranked = rows.filter(({ id, score }) => score && rankOf.get(id));
	const groups = assignTieGroups(ranked);
	const groupOf = new Map(ranked.map(({ id }, at) => [id, groups[at]]));
	return rows.map((row) => {
		const rank = rankOf.get(row.id);
		const tieGroup = groupOf.get(row.id);
		return { ...row, ...(rank && tieGroup ? { rank, tieGroup } : {}) };
	});
}

function computeRow(
	{ id, entries }: PreparedEntrant,
	questions: readonly BoardQuestion[],
	drawOnce: () => QuestionResamples,
): BoardRow {
	const found = questions.map((question) => entries.get(question.id));
	const counts: BoardCounts = countEntries(
		questions.length,
		found.filter((entry) => entry !== undefined),
	);
	return {
		id,
		...counts,
		...estimateRates(counts, () =>
			countResampledOutcomes(drawOnce(), new Uint8Array(found.map(outcomeCode))),
		),
	};
}

function outcomeCode(entry: BoardEntry | undefined): number {
	const result = entry?.result;
	return result?.kind === 'scored' ? OUTCOME_CODES[result.outcome] : OUTCOME_CODES.unscored;
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
