import type { BattleResult, Outcome } from '../rules/battle.ts';
import type { BoardInput, Entrant } from './board-input.ts';

export const LOSS = 0;
export const TIE = 1;
export const WIN = 2;
/** No scored battle: unscored, missing, or outside the selection. */
export const UNSCORED = -1;

/**
 * Outcomes of models × questions, row after row: `outcomes[model * questionIds.length + question]` is `LOSS`, `TIE`,
 * `WIN` or `UNSCORED`, so half of a scored cell is its score. Both id lists are in canonical (code unit) order.
 */
export type OutcomeMatrix = {
	readonly modelIds: readonly string[];
	readonly questionIds: readonly string[];
	readonly outcomes: Int8Array;
};

const CODE_OF: Readonly<Record<Outcome, number>> = { loss: LOSS, tie: TIE, win: WIN };

/**
 * Lays the selected questions of a board out as a matrix. A repeated question id counts once; entries on other questions
 * are left out. Any order of questions, entrants and entries gives the same matrix.
 * Throws a RangeError when two entrants share an id or one entrant has two entries for a question.
 */
export function buildOutcomeMatrix(
	input: Pick<BoardInput, 'entrants'>,
	questionIds: readonly string[],
): OutcomeMatrix {
	const questions = [...new Set(questionIds)].sort(compareIds);
	const columnOf = new Map(questions.map((id, column) => [id, column]));
	const entrants = [...input.entrants].sort((a, b) => compareIds(a.id, b.id));
	refuseRepeats(entrants);
	const outcomes = new Int8Array(entrants.length * questions.length).fill(UNSCORED);
	entrants.forEach((entrant, row) => {
		const cells = outcomes.subarray(row * questions.length, (row + 1) * questions.length);
		fillRow(cells, entrant, columnOf);
	});
	return { modelIds: entrants.map(({ id }) => id), questionIds: questions, outcomes };
}

/**
 * The matrix of some of its questions, for a slice of a board that was laid out once. A repeated id counts once.
 * Throws a RangeError for a question that the matrix does not have.
 */
export function narrowMatrix(matrix: OutcomeMatrix, questionIds: readonly string[]): OutcomeMatrix {
	const wanted = new Set(questionIds);
	const columns = [...matrix.questionIds.keys()].filter((column) =>
		wanted.has(matrix.questionIds[column] ?? ''),
	);
	if (columns.length < wanted.size) throw new RangeError('the matrix lacks one of the questions');
	const outcomes = new Int8Array(matrix.modelIds.length * columns.length);
	for (let row = 0; row < matrix.modelIds.length; row++) {
		const from = row * matrix.questionIds.length;
		for (let at = 0; at < columns.length; at++) {
			outcomes[row * columns.length + at] = matrix.outcomes[from + (columns[at] ?? 0)] ?? UNSCORED;
		}
	}
	const ids = columns.map((column) => matrix.questionIds[column] ?? '');
	return { modelIds: matrix.modelIds, questionIds: ids, outcomes };
}

/** One model's cells, in the order of `questionIds`: a view, not a copy. Throws a RangeError for an unknown row. */
export function outcomesOfModel({ modelIds, questionIds, outcomes }: OutcomeMatrix, row: number) {
	if (!Number.isInteger(row) || row < 0 || row >= modelIds.length) {
		throw new RangeError(`the matrix has rows 0 to ${modelIds.length - 1}, not ${row}`);
	}
	return outcomes.subarray(row * questionIds.length, (row + 1) * questionIds.length);
}

function fillRow(cells: Int8Array, entrant: Entrant, columnOf: ReadonlyMap<string, number>) {
	const seen = new Set<string>();
	for (const { questionId, result } of entrant.entries) {
		if (seen.has(questionId)) {
			throw new RangeError(`entrant ${entrant.id} has two entries for question ${questionId}`);
		}
		seen.add(questionId);
		const column = columnOf.get(questionId);
		if (column !== undefined) cells[column] = outcomeCode(result);
	}
}

function outcomeCode(result: BattleResult | undefined): number {
	return result?.kind === 'scored' ? CODE_OF[result.outcome] : UNSCORED;
}

function refuseRepeats(sorted: readonly Entrant[]) {
	const repeated = sorted.find(({ id }, at) => sorted[at + 1]?.id === id);
	if (repeated) throw new RangeError(`two entrants have the id ${repeated.id}`);
}

function compareIds(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
