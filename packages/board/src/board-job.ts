import type { Slice } from '@codejoust/arena/outcomes/board-input';
import {
	compareJudges,
	type JudgeComparison,
} from '@codejoust/arena/judge-quality/judge-comparison';
import type {
	JudgeComparisonInput,
	TwiceJudgedEntrant,
} from '@codejoust/arena/judge-quality/judged-twice';
import { buildOutcomeMatrix } from '@codejoust/arena/outcomes/outcome-matrix';
import { selectQuestions } from '@codejoust/arena/outcomes/slices';
import type { Comparison } from '@codejoust/arena/ranks/compare';
import { type WinFraction, winFractions } from '@codejoust/arena/board/win-fractions';
import type { ScoringRule } from '@codejoust/arena/rules/scoring-rule';
import {
	type BoardNumbers,
	computeBoardNumbers,
	computeRuleRows,
	computeSliceNumbers,
	type SliceNumbers,
	type StoredRow,
} from './board-numbers.ts';
import { type BenchmarkTexts, describeTexts } from './benchmark-texts.ts';
import { compareEntrants, type PairComparison } from './compare-entrants.ts';
import { placeEntrant } from './place-entrant.ts';
import { type SplitSlice, type SplitSnapshot, splitSnapshot } from './split-snapshot.ts';
import { type PackedBoardInput, type PackedEntrant, unpackBoardInput } from './pack-board-input.ts';
import { splitWhole, type WholeSnapshot } from './split-whole.ts';

/** A computation for a thread of its own. Inputs cross as JSON texts: cheaper for the sender than a clone of objects. */
export type BoardJob =
	| {
			/** `snapshot` also splits the numbers into what is stored. */
			readonly kind: 'board' | 'snapshot';
			/** Of the judge version. */
			readonly judgeHash: string;
			readonly head: Omit<PackedBoardInput, 'entrants'>;
			/** One packed entrant each, in canonical order. */
			readonly entrants: readonly string[];
	  }
	| ({ readonly kind: 'split' } & WholeSnapshot)
	| { readonly kind: 'slice'; readonly inputs: string; readonly slice: Slice }
	| {
			readonly kind: 'comparison';
			readonly inputs: string;
			readonly slice: Slice;
			readonly ids: readonly string[];
	  }
	| {
			readonly kind: 'place';
			readonly inputs: string;
			/** One packed entrant. */
			readonly entrant: string;
	  }
	| {
			readonly kind: 'rule';
			readonly inputs: string;
			readonly slice: Slice;
			readonly rule: ScoringRule;
	  }
	| {
			readonly kind: 'win-fractions';
			readonly inputs: string;
			readonly slice: Slice;
			readonly ids: readonly string[];
	  }
	| {
			readonly kind: 'judges';
			readonly head: Omit<JudgeComparisonInput, 'entrants'>;
			/** One `TwiceJudgedEntrant` each. */
			readonly entrants: readonly string[];
	  }
	| {
			readonly kind: 'texts';
			/** JSON lists of texts: the prompts of a benchmark, and its baseline's answers. */
			readonly prompts: string;
			readonly answers: string;
	  };

export type BoardAnswers = {
	readonly board: BoardNumbers;
	readonly snapshot: Omit<BoardNumbers, 'inputs'> & SplitSnapshot;
	readonly split: SplitSnapshot | undefined;
	readonly slice: SliceNumbers;
	readonly comparison: readonly PairComparison[];
	readonly place: readonly Comparison[];
	readonly rule: readonly StoredRow[];
	readonly 'win-fractions': readonly (readonly WinFraction[])[];
	readonly judges: JudgeComparison;
	readonly texts: BenchmarkTexts;
};

export function doBoardJob(job: BoardJob): BoardAnswers[BoardJob['kind']] {
	switch (job.kind) {
		case 'board':
			return computeBoardNumbers(readBoard(job), job.judgeHash);
		case 'snapshot': {
			const board = readBoard(job);
			const { inputs: _, ...numbers } = computeBoardNumbers(board, job.judgeHash);
			return { ...numbers, ...splitSnapshot(board, numbers.slices.map(parseSlice)) };
		}
		case 'split':
			return splitWhole(job);
		case 'slice':
			return computeSliceNumbers(readInputs(job.inputs), job.slice);
		case 'comparison':
			return compareEntrants(readInputs(job.inputs), job);
		case 'place':
			// Written by `packEntrant` a moment ago.
			return placeEntrant(readInputs(job.inputs), JSON.parse(job.entrant) as PackedEntrant);
		case 'rule':
			return computeRuleRows(readInputs(job.inputs), job.slice, job.rule);
		case 'win-fractions': {
			const input = unpackBoardInput(readInputs(job.inputs));
			const questions = selectQuestions(input.questions, job.slice).map(({ id }) => id);
			return winFractions(buildOutcomeMatrix(input, questions), job.ids);
		}
		case 'judges': {
			// Written by `compareJudges` of `compare-judges.ts` a moment ago.
			const entrants = job.entrants.map((text) => JSON.parse(text) as TwiceJudgedEntrant);
			return compareJudges({ ...job.head, entrants });
		}
		case 'texts':
			return describeTexts(readTexts(job.prompts), readTexts(job.answers));
	}
}

function readBoard({ head, entrants }: Extract<BoardJob, { kind: 'board' | 'snapshot' }>) {
	// Written by `packEntrant` a moment ago.
	return { ...head, entrants: entrants.map((text) => JSON.parse(text) as PackedEntrant) };
}

/** The texts of `computeBoardNumbers`. */
function parseSlice({ slice, questions, rows, rules }: SliceNumbers): SplitSlice {
	return { slice, questions, rows: JSON.parse(rows), rules: JSON.parse(rules) };
}

/** Stored by `publishBoard`, which has them from `computeBoardNumbers`. */
function readInputs(text: string): PackedBoardInput {
	return JSON.parse(text) as PackedBoardInput;
}

/** Written by `read-profile.ts` a moment ago. */
function readTexts(text: string): readonly string[] {
	return JSON.parse(text) as readonly string[];
}
