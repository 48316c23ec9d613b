import type { BoardInput, Slice } from '@codejoust/arena/outcomes/board-input';
import type { BoardRow } from '@codejoust/arena/board/board-row';
import { computeBoard, computeSlice, type OwnRows } from '@codejoust/arena/board/compute-board';
import { computeRuleSlice } from '@codejoust/arena/board/rule-board';
import type { ScoringRule } from '@codejoust/arena/rules/scoring-rule';
import { sumJudgeNoise } from '@codejoust/arena/judge-quality/judge-noise';
import { measureLongerWins } from '@codejoust/arena/judge-quality/longer-wins';
import { countJudging, type JudgingCounts } from '@codejoust/arena/outcomes/judging-counts';
import { controlLength, type LengthControl } from '@codejoust/arena/board/length-control';
import { buildLengthDifferences } from '@codejoust/arena/board/length-differences';
import { buildOutcomeMatrix } from '@codejoust/arena/outcomes/outcome-matrix';
import type { SlopeSums } from '@codejoust/arena/outcomes/slope-sums';
import { selectQuestions, sliceName } from '@codejoust/arena/outcomes/slices';
import { canonicalJson } from '@codejoust/judge/identity/canonical-json';
import { contentHash } from '@codejoust/judge/identity/identity';
import { writeInputs } from './join-snapshot.ts';
import { type PackedBoardInput, type PackedEntrant, unpackBoardInput } from './pack-board-input.ts';
import { type EntrantRating, rateEntrants } from './rate-entrants.ts';
import { isRoundedSurely, roundedCanonicalJson } from './rounded-canonical-json.ts';

/** Goes up with every change of the arithmetic, so that a snapshot says by which rules it was computed. */
export const BOARD_CODE_VERSION = 'board-6';
export const BOARD_RULE = 'codejoust' satisfies ScoringRule;

/** A row as a snapshot keeps it; the last two stand in the overall slice only. */
export type StoredRow = Omit<BoardRow, 'copies'> & {
	/** Absent on boards up to `board-4`, which asked a judge about copies, too. */
	readonly copies?: number;
	/** Of boards up to `board-4`, which put models into groups by the overlap of their intervals. */
	readonly tieGroup?: number;
	readonly lengthControl?: LengthControl;
	readonly rating?: EntrantRating;
};

/** A slice by its canonical name; its rows and rules as rounded canonical JSON of `StoredRow[]` and `SliceRules`. */
export type SliceNumbers = {
	readonly slice: string;
	readonly questions: number;
	readonly rows: string;
	readonly rules: string;
};

export type BoardNumbers = {
	/** Hash of the inputs, the judge version, the seed, the code version and every number. */
	readonly id: string;
	readonly inputsHash: string;
	/** The packed input as rounded canonical JSON. */
	readonly inputs: string;
	readonly slices: readonly SliceNumbers[];
	/** Who stands on it, in canonical order. */
	readonly submissionIds: readonly string[];
	/** The slopes of length of its models as rounded canonical JSON of `SlopeSums`, for other boards of the judge version. */
	readonly slopes: string;
	/** What the battles say of the judge; no part of the board's address. */
	readonly judging: JudgingCounts;
};

/** What is known of an entrant before its board is computed; rows that are computed are added. */
export type KnownEntrant = {
	/** Rounded canonical JSON of its packed entries. */
	readonly entries: string;
	readonly ownRows: OwnRows;
};
export type KnowEntrant = (entrant: PackedEntrant) => KnownEntrant;

/**
 * Every number of a board under one judge version. The same judgments give the same bytes, whatever their order and whatever is
 * known.
 *
 * @param know what is known of an entrant with these entries, on a board with these questions, baseline's lengths and seed
 */
export function computeBoardNumbers(
	packed: PackedBoardInput,
	judgeHash: string,
	know: KnowEntrant = openKnowledge,
): BoardNumbers {
	const input = unpackBoardInput(packed);
	const overall = measureOverall(input);
	const known = new Map(packed.entrants.map((entrant) => [entrant.id, know(entrant)]));
	const ownRowsOf = (id: string) => known.get(id)?.ownRows ?? new Map<string, BoardRow>();
	const slices = computeBoard(input, ownRowsOf).map(({ slice, rows, rules }) => ({
		slice: sliceName(slice),
		questions: selectQuestions(input.questions, slice).length,
		rows: roundedCanonicalJson(isOverall(slice) ? overall.addTo(rows) : rows),
		rules: roundedCanonicalJson(rules),
	}));
	const entries = [...known.values()].map((entrant) => entrant.entries);
	const inputs = writeInputs(packed, entries);
	const inputsHash = contentHash(inputs);
	return {
		id: snapshotId({ inputsHash, judgeHash, seed: input.seed, slices }),
		inputsHash,
		inputs,
		slices,
		submissionIds: input.entrants.map(({ id }) => id),
		slopes: roundedCanonicalJson(overall.slopes),
		judging: {
			...countJudging(input.entrants),
			longer: measureLongerWins(input),
			noise: sumJudgeNoise(input.entrants),
		},
	};
}

/** Of an entrant of which nothing is known. */
export function openKnowledge(entrant: PackedEntrant): KnownEntrant {
	return { entries: roundedCanonicalJson(entrant), ownRows: new Map() };
}

/** The address of a board: anything that differs in it gives another one. */
function snapshotId(board: {
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
			slices: slices.map(({ slice, questions, rows, rules }) => ({
				slice,
				questions,
				rows,
				rules,
			})),
		}),
	);
}

/** The rows of one slice under a rule: rounded, as those that are stored. */
export function computeRuleRows(
	packed: PackedBoardInput,
	slice: Slice,
	rule: ScoringRule,
): readonly StoredRow[] {
	const rows = computeRuleSlice(unpackBoardInput(packed), slice, rule);
	return JSON.parse(roundedCanonicalJson(rows)) as readonly StoredRow[];
}

/** The numbers of one slice, for combinations of filters. */
export function computeSliceNumbers(packed: PackedBoardInput, slice: Slice): SliceNumbers {
	const input = unpackBoardInput(packed);
	const { rows, rules } = computeSlice(input, slice);
	return {
		slice: sliceName(slice),
		questions: selectQuestions(input.questions, slice).length,
		rows: roundedCanonicalJson(rows),
		rules: roundedCanonicalJson(rules),
	};
}

function isOverall(slice: Slice): boolean {
	return Object.keys(slice).length === 0;
}

/** What stands in the overall slice only, to be added to its rows; and the slopes of length of the models. */
function measureOverall(input: BoardInput): {
	readonly addTo: (rows: readonly BoardRow[]) => StoredRow[];
	readonly slopes: SlopeSums;
} {
	const { otherBoards } = input;
	const outcomes = buildOutcomeMatrix(
		input,
		input.questions.map(({ id }) => id),
	);
	const lengthDifferences = buildLengthDifferences(input, outcomes);
	const { models, slopes } = controlSurely({
		outcomes,
		lengthDifferences,
		...(otherBoards && { otherBoards }),
	});
	const controlOf = new Map(outcomes.modelIds.map((id, row) => [id, models[row]]));
	const ratings = rateEntrants(outcomes);
	const addTo = (rows: readonly BoardRow[]) =>
		rows.map((row) => {
			const lengthControl = controlOf.get(row.id);
			const rating = ratings.get(row.id);
			return { ...row, ...(lengthControl && { lengthControl }), ...(rating && { rating }) };
		});
	return { addTo, slopes };
}

/**
 * Numbers of length control stand so many times the unrest of its difficulties, divided by the models, from where they would be
 * rounded otherwise. Rounding comes to a model's number by the mean of all slopes.
 */
const UNREST_MARGIN = 60;

/** The numbers of a patient computation, which is made only where one of them could be rounded otherwise without it. */
function controlSurely(
	input: Parameters<typeof controlLength>[0],
): Omit<ReturnType<typeof controlLength>, 'unrest'> {
	const soon = controlLength(input);
	const margin = (UNREST_MARGIN * soon.unrest) / Math.max(1, soon.models.length);
	const isSure = soon.unrest === 0 || isRoundedSurely(soon.models, margin);
	return isSure ? soon : controlLength({ ...input, isPatient: true });
}
