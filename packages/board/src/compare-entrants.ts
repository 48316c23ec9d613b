import type { BattleResult } from '@codejoust/arena/rules/battle';
import type { BoardInput, Slice } from '@codejoust/arena/outcomes/board-input';
import {
	type Comparison,
	compareModels,
	measurePairs,
	type PairNumbers,
} from '@codejoust/arena/ranks/compare';
import { buildOutcomeMatrix } from '@codejoust/arena/outcomes/outcome-matrix';
import { mixSeed } from '@codejoust/arena/maths/random';
import { selectQuestions, sliceName } from '@codejoust/arena/outcomes/slices';
import { type PackedBoardInput, unpackBoardInput } from './pack-board-input.ts';

/** A question on which two entrants did differently. */
export type DifferingQuestion = {
	readonly questionId: string;
	readonly category: string;
	readonly a: BattleResult;
	readonly b: BattleResult;
};

export type PairComparison = Comparison & {
	/** Per category of the slice, by name; nothing is tested there. */
	readonly categories: readonly {
		readonly category: string;
		readonly comparison: PairNumbers;
	}[];
	/** The largest differences first. */
	readonly questions: readonly DifferingQuestion[];
};

const MOST_QUESTIONS = 20;
const POINTS = { win: 2, tie: 1, loss: 0 } as const;

/**
 * Every pair of the entrants in the order named, over the slice's questions. The answer is that of the slice's ranks, which
 * `computeSliceNumbers` has from the same seed: it takes the tests over all entrants, and no other named pair changes it.
 */
export function compareEntrants(
	packed: PackedBoardInput,
	{ slice, ids }: { readonly slice: Slice; readonly ids: readonly string[] },
): readonly PairComparison[] {
	const input = unpackBoardInput(packed);
	const pairs = ids.flatMap((a, at) => ids.slice(at + 1).map((b) => ({ a, b })));
	const selected = selectQuestions(input.questions, slice);
	const select = (part: Slice) => {
		const questions = selectQuestions(selected, part).map(({ id }) => id);
		const seed = mixSeed(input.seed, sliceName({ ...slice, ...part }));
		return { seed, outcomes: buildOutcomeMatrix(input, questions), pairs };
	};
	const categories = [...new Set(selected.map(({ category }) => category))].sort();
	const perCategory = categories.map((category) => ({
		category,
		all: measurePairs(select({ category })),
	}));
	return compareModels(select({})).map((comparison, at) => ({
		...comparison,
		categories: perCategory.flatMap(({ category, all }) => {
			const own = all[at];
			return own ? [{ category, comparison: own }] : [];
		}),
		questions: listDiffering(input, selected, comparison),
	}));
}

function listDiffering(
	input: BoardInput,
	selected: BoardInput['questions'],
	{ a, b }: Pick<Comparison, 'a' | 'b'>,
): DifferingQuestion[] {
	const [ofA, ofB] = [resultsOf(input, a), resultsOf(input, b)];
	return selected
		.flatMap(({ id, category }) => {
			const [first, second] = [ofA.get(id), ofB.get(id)];
			if (first?.kind !== 'scored' || second?.kind !== 'scored') return [];
			const outcomes = Math.abs(POINTS[first.outcome] - POINTS[second.outcome]);
			const margins = Math.abs(marginOf(first) - marginOf(second));
			return [{ questionId: id, category, a: first, b: second, outcomes, margins }];
		})
		.filter(({ outcomes }) => outcomes > 0)
		.sort(
			(x, y) =>
				y.outcomes - x.outcomes || y.margins - x.margins || (x.questionId < y.questionId ? -1 : 1),
		)
		.slice(0, MOST_QUESTIONS)
		.map(({ questionId, category, a: first, b: second }) => ({
			questionId,
			category,
			a: first,
			b: second,
		}));
}

/** An empty answer is as lost as can be. */
function marginOf(result: Extract<BattleResult, { kind: 'scored' }>): number {
	return 'margin' in result ? result.margin : result.outcome === 'tie' ? 0 : -4;
}

function resultsOf(input: BoardInput, id: string): ReadonlyMap<string, BattleResult> {
	const entries = input.entrants.find((entrant) => entrant.id === id)?.entries ?? [];
	return new Map(
		entries.flatMap(({ questionId, result }) => (result ? [[questionId, result] as const] : [])),
	);
}
