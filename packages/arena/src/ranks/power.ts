import { meanDifference, plainStandardError, tallyDifference } from './paired-differences.ts';
import type { RankedModels } from './rank-ranges.ts';

/** The normal 80 % point: the share of boards on which a difference of that size is found. */
const POWER_POINT = 0.8416212335729143;
/** Beyond this many questions the answer is that these models do as well as each other. */
const MOST_QUESTIONS = 100_000;

/**
 * How many questions more of the same kind would distinguish two models with 80 % power, from their own difference and
 * variance: n = ((c + 0.84) · sd / |difference|)², to two digits. Absent without a difference, without variance, when the
 * questions suffice already, and beyond 100,000.
 */
export function countMoreQuestions(
	first: Int8Array,
	second: Int8Array,
	critical: number,
): number | undefined {
	const pair = tallyDifference(first, second);
	const difference = Math.abs(meanDifference(pair) ?? 0);
	const deviation = plainStandardError(pair) * Math.sqrt(pair.shared);
	if (difference === 0 || deviation === 0) return undefined;
	const needed = (((critical + POWER_POINT) * deviation) / difference) ** 2;
	const more = needed - pair.shared;
	if (more < 1 || needed > MOST_QUESTIONS) return undefined;
	const unit = 10 ** Math.max(0, Math.floor(Math.log10(more)) - 1);
	return Math.ceil(more / unit) * unit;
}

/**
 * The difference in score that a slice finds between two of its models with 80 % power, in [0, 1], from the median variance
 * of its pairs and the critical value that all of them need together; absent for fewer than two ranked models.
 */
export function findableDifference({ rows, tests }: Ranked): number | undefined {
	if (rows.length < 2) return undefined;
	const error = medianOf(tests.errors);
	if (error === 0) return undefined;
	return Math.min(1, (tests.criticalValue() + POWER_POINT) * error);
}

/** The normal two-sided 95 % point: the critical value of one pair. */
const SINGLE_PAIR_CRITICAL = 1.959963984540054;
/** Of the difference of two independent coins. */
const UNRELATED_VARIANCE = 0.5;

/**
 * The same before a board has told any variance: for one pair of models of equal score whose results have nothing to do with
 * each other and are never ties. Related results and ties make it smaller, more pairs larger. Absent without a question.
 */
export function findableWithoutBoard(questions: number): number | undefined {
	if (questions < 1) return undefined;
	const error = Math.sqrt(UNRELATED_VARIANCE / questions);
	return Math.min(1, (SINGLE_PAIR_CRITICAL + POWER_POINT) * error);
}

type Ranked = Pick<RankedModels, 'rows' | 'tests'>;

/** By Hoare's selection: a large board has half a million values, and a sort is most of what their median costs. */
function medianOf(values: Float64Array): number {
	const left = values.slice();
	const upper = selectPlace(left, left.length >> 1);
	if (left.length % 2 === 1) return (upper + upper) / 2;
	let lower = -Infinity;
	for (let at = 0; at < left.length >> 1; at++) lower = Math.max(lower, left[at] ?? lower);
	return (lower + upper) / 2;
}

/** The value that a sort would bring to the place. Those before it are then at most that value. */
function selectPlace(values: Float64Array, place: number): number {
	let from = 0;
	let to = values.length - 1;
	while (from < to) {
		const pivot = values[(from + to) >> 1] ?? 0;
		let low = from;
		let high = to;
		while (low <= high) {
			while ((values[low] ?? pivot) < pivot) low++;
			while ((values[high] ?? pivot) > pivot) high--;
			if (low > high) break;
			const moved = values[low] ?? 0;
			values[low++] = values[high] ?? 0;
			values[high--] = moved;
		}
		if (place <= high) to = high;
		else if (place >= low) from = low;
		else break;
	}
	return values[place] ?? 0;
}
