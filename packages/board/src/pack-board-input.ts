import type { SlopeSums } from '@codejoust/arena/outcomes/slope-sums';
import type { BattleResult } from '@codejoust/arena/rules/battle';
import type { BoardEntry, BoardInput, Entrant } from '@codejoust/arena/outcomes/board-input';
import { roundedCanonicalJson } from './rounded-canonical-json.ts';

/**
 * A board's input as plain JSON in canonical order: what a snapshot keeps, so that any slice can be computed
 * from it later without reading a single game.
 */
export type PackedBoardInput = {
	readonly seed: string;
	readonly questions: BoardInput['questions'];
	readonly baselineLengths: readonly (number | null)[];
	readonly entrants: readonly PackedEntrant[];
	/** Rounded as all numbers that are hashed; absent where no other board says anything. */
	readonly otherBoards?: SlopeSums;
};
export type PackedEntrant = { readonly id: string; readonly entries: readonly PackedEntry[] };

/** [question index, answer length, cost or null, result or null] */
export type PackedEntry = readonly [number, number, number | null, BattleResult | null];

export function packBoardInput(input: BoardInput): PackedBoardInput {
	const head = packBoardHead(input);
	return {
		...head,
		entrants: [...input.entrants]
			.sort((a, b) => (a.id < b.id ? -1 : 1))
			.map((entrant) => packEntrant(head, entrant)),
	};
}

/** Everything but the entrants. */
export function packBoardHead(
	input: Omit<BoardInput, 'entrants'>,
): Omit<PackedBoardInput, 'entrants'> {
	const questions = [...input.questions].sort((a, b) => (a.id < b.id ? -1 : 1));
	const { otherBoards } = input;
	return {
		...(otherBoards && otherBoards.models > 0 && { otherBoards: roundSlopes(otherBoards) }),
		seed: input.seed,
		questions,
		baselineLengths: questions.map((question) => input.baselineLengths.get(question.id) ?? null),
	};
}

/** A board is computed from the very numbers that its snapshot keeps. */
function roundSlopes(sums: SlopeSums): SlopeSums {
	return JSON.parse(roundedCanonicalJson(sums)) as SlopeSums;
}

function roundResult(result: BattleResult | undefined): BattleResult | null {
	const hasFraction = result?.kind === 'scored' && 'numbers' in result;
	return hasFraction
		? (JSON.parse(roundedCanonicalJson(result)) as BattleResult)
		: (result ?? null);
}

export function packEntrant(
	{ questions }: Pick<PackedBoardInput, 'questions'>,
	{ id, entries }: Entrant,
): PackedEntrant {
	const indexOf = new Map(questions.map((question, index) => [question.id, index]));
	const packEntry = (entry: BoardEntry): PackedEntry => {
		const index = indexOf.get(entry.questionId);
		if (index === undefined) throw new Error(`entry of an unknown question ${entry.questionId}`);
		return [index, entry.responseLength, entry.costMicroUsd ?? null, roundResult(entry.result)];
	};
	return { id, entries: entries.map(packEntry).sort((a, b) => a[0] - b[0]) };
}

/** The exact inverse of `packBoardInput`. */
export function unpackBoardInput(packed: PackedBoardInput): BoardInput {
	const questionAt = (index: number) => {
		const question = packed.questions[index];
		if (!question) throw new Error(`a packed board has no question ${index}`);
		return question;
	};
	return {
		...(packed.otherBoards && { otherBoards: packed.otherBoards }),
		seed: packed.seed,
		questions: packed.questions,
		baselineLengths: new Map(
			packed.baselineLengths.flatMap((length, index) =>
				length === null ? [] : [[questionAt(index).id, length] as const],
			),
		),
		entrants: packed.entrants.map(({ id, entries }) => ({
			id,
			entries: entries.map(([index, responseLength, cost, result]) => ({
				questionId: questionAt(index).id,
				responseLength,
				...(cost === null ? {} : { costMicroUsd: cost }),
				...(result === null ? {} : { result }),
			})),
		})),
	};
}
