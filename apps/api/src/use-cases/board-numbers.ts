import type { BoardInput, Slice } from '@codejoust/arena/board-input';
import type { BoardRow } from '@codejoust/arena/board-row';
import { canonicalJson } from '@codejoust/arena/canonical';
import { computeBoard, computeBoardSlice } from '@codejoust/arena/compute-board';
import { countJudging, type JudgingCounts } from '@codejoust/arena/judging-counts';
import { controlLength, type LengthControl } from '@codejoust/arena/length-control';
import { buildLengthDifferences } from '@codejoust/arena/length-differences';
import { buildOutcomeMatrix } from '@codejoust/arena/outcome-matrix';
import { selectQuestions, sliceName } from '@codejoust/arena/slices';
import { contentHash } from '@codejoust/judge/identity';
import { type PackedBoardInput, unpackBoardInput } from './pack-board-input.ts';
import { type EntrantRating, rateEntrants } from './rate-entrants.ts';

/** Goes up with every change of the arithmetic, so that a snapshot says by which rules it was computed. */
export const BOARD_CODE_VERSION = 'board-4';
export const BOARD_RULE = 'codejoust';

/** A row as a snapshot keeps it; the last two stand in the overall slice only. */
export type StandingRow = BoardRow & {
	readonly lengthControl?: LengthControl;
	readonly rating?: EntrantRating;
};

/** A slice by its canonical name, its rows as canonical JSON of `StandingRow[]`. */
export type SliceNumbers = {
	readonly slice: string;
	readonly questions: number;
	readonly rows: string;
};

export type BoardNumbers = {
	/** Hash of the inputs, the judge version, the seed, the code version and every number. */
	readonly id: string;
	readonly inputsHash: string;
	/** The packed input as canonical JSON. */
	readonly inputs: string;
	readonly slices: readonly SliceNumbers[];
	/** Who stands on it, in canonical order. */
	readonly submissionIds: readonly string[];
	/** What the battles say of the judge; no part of the board's address. */
	readonly judging: JudgingCounts;
};

/** Every number of a board under one judge version. The same judgments give the same bytes, whatever their order. */
export function computeBoardNumbers(packed: PackedBoardInput, judgeHash: string): BoardNumbers {
	const input = unpackBoardInput(packed);
	const slices = computeBoard(input).map(({ slice, rows }) => ({
		slice: sliceName(slice),
		questions: selectQuestions(input.questions, slice).length,
		rows: canonicalJson(isOverall(slice) ? addOverallNumbers(input, rows) : rows),
	}));
	const inputs = canonicalJson(packed);
	const inputsHash = contentHash(inputs);
	return {
		id: snapshotId({ inputsHash, judgeHash, seed: input.seed, slices }),
		inputsHash,
		inputs,
		slices,
		submissionIds: input.entrants.map(({ id }) => id),
		judging: countJudging(input.entrants),
	};
}

/** The address of a board: anything that differs in it gives another one. */
export function snapshotId(board: {
	readonly inputsHash: string;
	/** Two judges may say the same of every battle, and their boards are two. */
	readonly judgeHash: string;
	readonly seed: string;
	readonly slices: readonly SliceNumbers[];
}): string {
	const { inputsHash, judgeHash, seed, slices } = board;
	return contentHash(
		canonicalJson({
			code: BOARD_CODE_VERSION,
			rule: BOARD_RULE,
			inputsHash,
			judge: judgeHash,
			seed,
			slices: slices.map(({ slice, questions, rows }) => ({ slice, questions, rows })),
		}),
	);
}

/** The numbers of one slice, for combinations of filters. */
export function computeSliceNumbers(packed: PackedBoardInput, slice: Slice): SliceNumbers {
	const input = unpackBoardInput(packed);
	return {
		slice: sliceName(slice),
		questions: selectQuestions(input.questions, slice).length,
		rows: canonicalJson(computeBoardSlice(input, slice)),
	};
}

function isOverall(slice: Slice): boolean {
	return Object.keys(slice).length === 0;
}

function addOverallNumbers(input: BoardInput, rows: readonly BoardRow[]): StandingRow[] {
	const outcomes = buildOutcomeMatrix(
		input,
		input.questions.map(({ id }) => id),
	);
	const lengthDifferences = buildLengthDifferences(input, outcomes);
	const controlled = controlLength({ seed: input.seed, outcomes, lengthDifferences });
	const controlOf = new Map(outcomes.modelIds.map((id, row) => [id, controlled[row]]));
	const ratings = rateEntrants(outcomes);
	return rows.map((row) => {
		const lengthControl = controlOf.get(row.id);
		const rating = ratings.get(row.id);
		return { ...row, ...(lengthControl && { lengthControl }), ...(rating && { rating }) };
	});
}
