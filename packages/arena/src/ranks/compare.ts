import { adjustPValues } from './adjusted-p-values.ts';
import type { ComparisonAnswer } from '../rules/comparison-answer.ts';
import { mcnemarExact } from '../maths/mcnemar.ts';
import { type OutcomeMatrix, outcomesOfModel } from '../outcomes/outcome-matrix.ts';
import { boundDifference, type DifferenceInterval, sharedScores } from './difference-interval.ts';
import { meanDifference, type PairedDifference, tallyDifference } from './paired-differences.ts';
import { MIN_DISCORDANT, type PairedTests, testPairs } from './paired-tests.ts';
import { countMoreQuestions } from './power.ts';
import { rankModels } from './rank-ranges.ts';
import { boundSimultaneously, type SimultaneousInterval } from './simultaneous-interval.ts';

/** Two models over the questions that both have scored. */
export type PairNumbers = {
	readonly a: string;
	readonly b: string;
	/** Questions that both have scored; all numbers are over these. */
	readonly shared: number;
	/** Shared questions on which a's outcome is the better one (win over tie over loss), and on which b's is. */
	readonly aBetter: number;
	readonly bBetter: number;
	/** Score of each over the shared questions, in [0, 1]; absent without one. Their difference is `difference.value`. */
	readonly scores?: { readonly a: number; readonly b: number };
	/** Score of a minus score of b, with the interval of this pair alone; absent without a shared question. */
	readonly difference?: { readonly value: number; readonly interval: DifferenceInterval };
	/** Exact McNemar on aBetter and bBetter, of this pair alone; absent without a shared question. */
	readonly pValue?: number;
};

export type Comparison = PairNumbers & {
	/** Of the simultaneous test over all pairs of the board; absent where the pair takes no part in it. */
	readonly adjustedPValue?: number;
	/** The interval of the difference that holds for all pairs of the board at once; absent where the pair takes no part in its test. */
	readonly simultaneous?: SimultaneousInterval;
	/** About how many questions more would distinguish them (`countMoreQuestions`); absent where they are, or where no number would do. */
	readonly moreQuestions?: number;
	readonly answer: ComparisonAnswer;
};

type Pair = { readonly a: string; readonly b: string };
type CompareInput = {
	readonly seed: string;
	/** Every model of the board: the answer for a pair does not depend on which other pairs are asked. */
	readonly outcomes: OutcomeMatrix;
	readonly pairs: readonly Pair[];
	/** 1000 by default. */
	readonly resamples?: number;
};

/**
 * Compares models pair by pair over the questions that both have scored, one answer per pair in the order given. The answer
 * is that of `rankModels` over all models of the matrix: the same as the board's ranks with the same seed.
 * Swapping a pair mirrors its numbers exactly. Throws a RangeError for a model that the matrix does not have.
 */
export function compareModels(input: CompareInput): readonly Comparison[] {
	const { rows, tests } = rankModels(input);
	return decidePairs(input, rows, tests);
}

/** The same, where the given pairs alone are tested together, whatever the coverage of their models. */
export function compareFamily(input: CompareInput): readonly Comparison[] {
	const { seed, outcomes, pairs, resamples } = input;
	const rows = [...outcomes.modelIds.keys()];
	const tests = testPairs({
		seed,
		models: rows.map((row) => outcomesOfModel(outcomes, row)),
		family: pairs.map(({ a, b }) => [rowOf(outcomes, a), rowOf(outcomes, b)]),
		...(resamples !== undefined && { resamples }),
	});
	return decidePairs(input, rows, tests);
}

/** `rows` are those of the matrix that take part in the tests, in the tests' order. */
function decidePairs(
	input: CompareInput,
	rows: readonly number[],
	tests: PairedTests,
): readonly Comparison[] {
	const placeOf = new Map(rows.map((row, place) => [row, place]));
	const adjusted = adjustPValues(tests, rows.length);
	const critical = tests.criticalValue();
	return input.pairs.map((pair) => {
		const numbers = measurePair(input, pair);
		const first = placeOf.get(rowOf(input.outcomes, pair.a));
		const second = placeOf.get(rowOf(input.outcomes, pair.b));
		if (first === undefined || second === undefined || first === second)
			return { ...numbers, answer: answerUntested(numbers) };
		const adjustedPValue = adjusted[first * rows.length + second];
		const simultaneous = boundPair(input.outcomes, pair, {
			critical,
			better: tests.isBetter(first, second)
				? 'first'
				: tests.isBetter(second, first)
					? 'second'
					: undefined,
		});
		return {
			...numbers,
			...(simultaneous && { simultaneous }),
			...(numbers.shared > 0 && adjustedPValue !== undefined && { adjustedPValue }),
			...askForMore(
				input.outcomes,
				pair,
				numbers,
				tests.isBetter(first, second) || tests.isBetter(second, first) ? undefined : critical,
			),
			answer: answerTested(numbers, tests.isBetter(first, second), tests.isBetter(second, first)),
		};
	});
}

/** The numbers of pairs without an answer, for parts of a board in which nothing is tested. */
export function measurePairs(input: CompareInput): readonly PairNumbers[] {
	return input.pairs.map((pair) => measurePair(input, pair));
}

/**
 * Difference: mean of paired score differences, 95 % percentile bootstrap over questions (1000 resamples by default),
 * seeded by the pair so that no other pair changes it.
 */
function measurePair({ seed, outcomes, resamples }: CompareInput, { a, b }: Pair): PairNumbers {
	const [first, second] = [a, b].map((id) => outcomesOfModel(outcomes, rowOf(outcomes, id)));
	if (!first || !second) throw new RangeError(`the matrix lacks ${a} or ${b}`);
	const tally: PairedDifference = tallyDifference(first, second);
	const counts = {
		a,
		b,
		shared: tally.shared,
		aBetter: tally.firstBetter,
		bBetter: tally.secondBetter,
	};
	const value = meanDifference(tally);
	if (value === undefined) return counts;
	const interval = boundDifference({ seed, ids: [a, b], cells: [first, second], resamples });
	return {
		...counts,
		scores: sharedScores(first, second),
		difference: { value, interval },
		pValue: mcnemarExact(tally.firstBetter, tally.secondBetter),
	};
}

function boundPair(
	outcomes: OutcomeMatrix,
	{ a, b }: Pair,
	{
		critical,
		better,
	}: { readonly critical: number; readonly better: 'first' | 'second' | undefined },
): SimultaneousInterval | undefined {
	const [first, second] = [a, b].map((id) => outcomesOfModel(outcomes, rowOf(outcomes, id)));
	return first && second && boundSimultaneously(tallyDifference(first, second), critical, better);
}

/** Of a pair that cannot be distinguished; `critical` is undefined for one that is. */
function askForMore(
	outcomes: OutcomeMatrix,
	{ a, b }: Pair,
	{ shared }: PairNumbers,
	critical: number | undefined,
): Pick<Comparison, 'moreQuestions'> {
	if (shared === 0 || critical === undefined) return {};
	const [first, second] = [a, b].map((id) => outcomesOfModel(outcomes, rowOf(outcomes, id)));
	const moreQuestions = first && second && countMoreQuestions(first, second, critical);
	return moreQuestions === undefined ? {} : { moreQuestions };
}

function answerUntested({ shared }: PairNumbers): ComparisonAnswer {
	return shared === 0
		? { kind: 'not-enough-questions', reason: 'no-shared-question' }
		: { kind: 'not-ranked', reason: 'not-ranked' };
}

function answerTested(
	{ shared, aBetter, bBetter }: PairNumbers,
	isABetter: boolean,
	isBBetter: boolean,
): ComparisonAnswer {
	if (shared === 0) return { kind: 'not-enough-questions', reason: 'no-shared-question' };
	if (isABetter) return { kind: 'a-better', reason: 'distinguished' };
	if (isBBetter) return { kind: 'b-better', reason: 'distinguished' };
	if (aBetter + bBetter >= MIN_DISCORDANT) return { kind: 'cannot-tell', reason: 'within-chance' };
	const kind = shared < MIN_DISCORDANT ? 'not-enough-questions' : 'cannot-tell';
	return { kind, reason: 'fewer-than-6-differing-questions' };
}

function rowOf(outcomes: OutcomeMatrix, id: string): number {
	const row = outcomes.modelIds.indexOf(id);
	if (row < 0) throw new RangeError(`the matrix has no model ${id}`);
	return row;
}
