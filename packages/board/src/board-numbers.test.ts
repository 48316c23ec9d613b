import { expect, test } from 'vitest';
import { decideBattle } from '@codejoust/arena/rules/battle';
import type { BoardInput } from '@codejoust/arena/outcomes/board-input';
import { createRandom } from '@codejoust/arena/maths/random';
import { VERDICTS } from '@codejoust/arena/rules/verdict';
import { computeBoardNumbers } from './board-numbers.ts';
import { packBoardInput } from './pack-board-input.ts';

test('any order of questions, models and battles gives the same bytes', () => {
	const board = drawBoard(9, 60);
	const turned: BoardInput = {
		...board,
		questions: board.questions.toReversed(),
		baselineLengths: new Map([...board.baselineLengths].toReversed()),
		entrants: board.entrants
			.toReversed()
			.map(({ id, entries }) => ({ id, entries: entries.toReversed() })),
	};
	expect(computeBoardNumbers(packBoardInput(turned), 'judge')).toEqual(
		computeBoardNumbers(packBoardInput(board), 'judge'),
	);
});

test('the id of a snapshot never changes between versions of the program', () => {
	const { id, inputsHash } = computeBoardNumbers(packBoardInput(drawBoard(3, 40)), 'judge');
	expect({ id, inputsHash }).toEqual({
		id: 'ef539b1989bd6ae73f747f7711254c93de9b17d0ce0d35069575ff691ddd55e0',
		inputsHash: '908dfcd688e8e339e106109d2f8652317625d728939d57910ac0efc06d32b32e',
	});
});

test('one outcome turned round is another snapshot', () => {
	const board = drawBoard(2, 40);
	const [first, ...others] = board.entrants;
	if (!first) throw new Error('the board has models');
	const entries = first.entries.map((entry, at) =>
		at > 0 ? entry : { ...entry, result: { kind: 'unscored', reasons: ['refused'] } as const },
	);
	const changed = { ...board, entrants: [{ ...first, entries }, ...others] };
	expect(computeBoardNumbers(packBoardInput(changed), 'judge').id).not.toBe(
		computeBoardNumbers(packBoardInput(board), 'judge').id,
	);
});

test('another judge that says the same has a snapshot of its own', () => {
	const board = packBoardInput(drawBoard(2, 40));
	expect(computeBoardNumbers(board, 'other').id).not.toBe(computeBoardNumbers(board, 'judge').id);
});

test('a board takes the judge’s slopes on other boards, and only length numbers and the id depend on them', () => {
	const board = drawBoard(3, 40);
	const others = {
		models: 20,
		weight: 16,
		weightSquared: 13,
		slope: -20.000000000012,
		slopeSquared: 27,
		variance: 3,
		varianceSquared: 2.5,
	};
	const alone = computeBoardNumbers(packBoardInput(board), 'judge');
	const packed = packBoardInput({ ...board, otherBoards: others });
	const joined = computeBoardNumbers(packed, 'judge');
	expect(joined.id).not.toBe(alone.id);
	expect(joined.slopes).toBe(alone.slopes);
	expect(JSON.parse(joined.slopes)).toMatchObject({ models: 3 });
	const rowsOf = (numbers: typeof alone) => JSON.parse(numbers.slices[0]?.rows ?? '[]');
	const rest = (numbers: typeof alone) =>
		rowsOf(numbers).map(({ lengthControl: _, ...row }: Record<string, unknown>) => row);
	expect(rest(joined)).toEqual(rest(alone));
	expect(rowsOf(joined)).not.toEqual(rowsOf(alone));
	expect(joined.slices.slice(1)).toEqual(alone.slices.slice(1));
	// Computed from what is stored, not from the digits beyond it.
	const stored = JSON.parse(joined.inputs);
	expect(stored.otherBoards.slope).toBe(-20);
	expect(computeBoardNumbers(stored, 'judge')).toEqual(joined);
});

function drawBoard(models: number, questions: number): BoardInput {
	const { nextInt } = createRandom('a board');
	const drawn = Array.from({ length: questions }, (_, at) => ({
		id: `q${at}`,
		category: `category ${at % 3}`,
		subcategory: `subcategory ${at % 5}`,
		languages: [`language ${at % 2}`],
		difficulty: 'easy',
	}));
	return {
		seed: 'seed',
		questions: drawn,
		baselineLengths: new Map(drawn.map(({ id }) => [id, 500 + nextInt(500)])),
		entrants: Array.from({ length: models }, (_, model) => ({
			id: `sub_${model}`,
			entries: drawn.map(({ id }) => ({
				questionId: id,
				responseLength: 400 + nextInt(700),
				costMicroUsd: nextInt(1000),
				result: decideBattle({
					baselineFirst: { kind: 'scored', verdict: VERDICTS[nextInt(5)] ?? 'A=B' },
					swapped: { kind: 'scored', verdict: VERDICTS[nextInt(5)] ?? 'A=B' },
				}),
			})),
		})),
	};
}
