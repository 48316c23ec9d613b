import { type Comparison, compareModels } from '@codejoust/arena/ranks/compare';
import { buildOutcomeMatrix } from '@codejoust/arena/outcomes/outcome-matrix';
import { mixSeed } from '@codejoust/arena/maths/random';
import { sliceName } from '@codejoust/arena/outcomes/slices';
import { type PackedBoardInput, type PackedEntrant, unpackBoardInput } from './pack-board-input.ts';

/**
 * One entrant beside every other of a board over all its questions, as if it were on the board: in the place of what the board
 * has of it, if anything. The answers are those that the board's ranks would give. `replaced` is the entrant that leaves the
 * board when this one comes: no other answer knows of it, and its own is that of the board with both.
 */
export function placeEntrant(
	board: PackedBoardInput,
	entrant: PackedEntrant,
	replaced?: string,
): readonly Comparison[] {
	const others = board.entrants.filter(({ id }) => id !== entrant.id);
	const staying = others.filter(({ id }) => id !== replaced);
	const pairs = compareWith(board, entrant, staying);
	if (staying.length === others.length) return pairs;
	return [...pairs, ...compareWith(board, entrant, others).filter(({ b }) => b === replaced)];
}

function compareWith(
	board: PackedBoardInput,
	entrant: PackedEntrant,
	others: readonly PackedEntrant[],
): readonly Comparison[] {
	const entrants = [...others, entrant].sort((a, b) => (a.id < b.id ? -1 : 1));
	const input = unpackBoardInput({ ...board, entrants });
	const questions = input.questions.map(({ id }) => id);
	return compareModels({
		seed: mixSeed(input.seed, sliceName({})),
		outcomes: buildOutcomeMatrix(input, questions),
		pairs: others.map(({ id }) => ({ a: entrant.id, b: id })),
	});
}
