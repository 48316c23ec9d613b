import { UNSCORED } from '../outcomes/outcome-matrix.ts';
import type { Resample } from './resample.ts';

/** Pairs of models whose scored questions differ, as parallel arrays with one entry per pair. */
export type UnlikePairs = {
	readonly first: Int32Array;
	readonly second: Int32Array;
	readonly scales: Float64Array;
	/** Twice the mean difference in score over the shared questions: points per question. */
	readonly differences: Float64Array;
	/** The terms of pair p are starts[p] to starts[p + 1]: questions that at least one of the two lacks, */
	readonly starts: Int32Array;
	readonly termQuestions: Int32Array;
	/** and what the plain sums hold there, the first's points minus the second's. */
	readonly termPoints: Int8Array;
	/** Per model the questions that it lacks; empty lists for models in no unlike pair. */
	readonly absent: readonly (readonly number[])[];
	/** What bounds whole rows of pairs at once. */
	readonly bounds: RowBounds;
	/** Room for how many draws fell on questions that a model lacks, and for its sum's deviation from its own mean. */
	readonly lost: Int32Array;
	readonly deviations: Float64Array;
};

/** Per first model (a row): its pairs are starts[i] to starts[i + 1], and what no pair among them exceeds. */
type RowBounds = {
	readonly starts: Int32Array;
	readonly scales: Float64Array;
	/** |pair's difference − difference of the two models' own points per question|. */
	readonly slacks: Float64Array;
	/** Every model's points per question, its unscored questions counting 0. */
	readonly means: Float64Array;
	/** Largest |difference| of all pairs, and the smallest of `scales` of the rows that have pairs. */
	readonly largestDifference: number;
	readonly smallestScale: number;
};

/** All pairs with a scale above 0 but those of two `alike` models. `absent` lists each model's unscored questions. */
export function prepareUnlikePairs(
	models: readonly Int8Array[],
	alike: readonly number[],
	absent: readonly (readonly number[])[],
	scales: Float64Array,
): UnlikePairs {
	const pairs = alike.length === models.length ? [] : listPairs(models, alike, absent, scales);
	return {
		first: Int32Array.from(pairs, ({ first }) => first),
		second: Int32Array.from(pairs, ({ second }) => second),
		scales: Float64Array.from(pairs, ({ first, second }) => {
			return scales[first * models.length + second] ?? 0;
		}),
		differences: Float64Array.from(pairs, ({ difference }) => difference),
		starts: countUp(pairs.map(({ lacking }) => lacking.length)),
		termQuestions: Int32Array.from(pairs.flatMap(({ lacking }) => lacking)),
		termPoints: Int8Array.from(pairs.flatMap(({ points }) => points)),
		absent: pairs.length === 0 ? [] : absent,
		bounds: boundRows(models, pairs, scales),
		lost: new Int32Array(models.length),
		deviations: new Float64Array(models.length),
	};
}

function listPairs(
	models: readonly Int8Array[],
	alike: readonly number[],
	absent: readonly (readonly number[])[],
	scales: Float64Array,
): readonly Pair[] {
	const isAlike = new Set(alike);
	return [...models.keys()].flatMap((i) =>
		[...models.keys()]
			.filter((j) => j < i && !(isAlike.has(i) && isAlike.has(j)))
			.filter((j) => (scales[i * models.length + j] ?? 0) > 0)
			.map((j) => describePair(models, absent, i, j)),
	);
}

type Pair = {
	readonly first: number;
	readonly second: number;
	readonly difference: number;
	readonly lacking: readonly number[];
	readonly points: readonly number[];
};

function describePair(
	models: readonly Int8Array[],
	absent: readonly (readonly number[])[],
	first: number,
	second: number,
): Pair {
	const a = models[first] ?? new Int8Array();
	const b = models[second] ?? new Int8Array();
	const lacking = [...new Set([...(absent[first] ?? []), ...(absent[second] ?? [])])];
	let sum = 0;
	let shared = 0;
	for (let question = 0; question < a.length; question++) {
		const one = a[question] ?? UNSCORED;
		const other = b[question] ?? UNSCORED;
		if (one === UNSCORED || other === UNSCORED) continue;
		sum += one - other;
		shared++;
	}
	const points = lacking.map((question) => pointsAt(a, question) - pointsAt(b, question));
	return { first, second, difference: shared === 0 ? 0 : sum / shared, lacking, points };
}

function boundRows(
	models: readonly Int8Array[],
	pairs: readonly Pair[],
	pairScales: Float64Array,
): RowBounds {
	const means = Float64Array.from(models, (cells) => sumPoints(cells) / cells.length);
	const lengths = new Array<number>(models.length).fill(0);
	const scales = new Float64Array(models.length);
	const slacks = new Float64Array(models.length);
	let largestDifference = 0;
	for (const { first, second, difference } of pairs) {
		const slack = Math.abs(difference - (means[first] ?? 0) + (means[second] ?? 0));
		const scale = pairScales[first * models.length + second] ?? 0;
		lengths[first] = (lengths[first] ?? 0) + 1;
		scales[first] = Math.max(scales[first] ?? 0, scale);
		slacks[first] = Math.max(slacks[first] ?? 0, slack);
		largestDifference = Math.max(largestDifference, Math.abs(difference));
	}
	const smallestScale = Math.min(...scales.filter((scale) => scale > 0));
	return { starts: countUp(lengths), scales, slacks, means, largestDifference, smallestScale };
}

/**
 * The largest scaled deviation among these pairs in one resample, or `floor` when none is larger.
 *
 * With n draws, of which `lacking` leave the pair, the pair's scaled deviation is at most
 * scale · (|points − n · difference| + lacking · (2 + |difference|)) / (2 · (n − lacking)): each draw that leaves moves
 * points − draws · difference by at most 2 + |difference|. A pair is looked at when that exceeds the largest found, a row
 * when it could for the row's farthest model, draws that the other model lacks counted for both their places above.
 */
export function searchUnlikePairs(pairs: UnlikePairs, resample: Resample, floor: number): number {
	const { lost, deviations, bounds } = pairs;
	if (pairs.first.length === 0) return floor;
	const draws = resample.counts.length;
	const perLost = 2 + bounds.largestDifference;
	describeDraws(pairs, resample);
	const { low, high } = boundOthers(pairs, perLost + (2 * floor) / bounds.smallestScale);
	let largest = floor;
	for (let i = 0; i < deviations.length; i++) {
		const own = deviations[i] ?? 0;
		const reach = high - own > own - low ? high - own : own - low;
		const most = reach + draws * (bounds.slacks[i] ?? 0) + perLost * (lost[i] ?? 0);
		if (most * (bounds.scales[i] ?? 0) <= 2 * (draws - (lost[i] ?? 0)) * floor) continue;
		largest = searchRow(pairs, i, resample, largest);
	}
	return largest;
}

/** Writes every pair's scaled deviation in one resample into its cell of `size` × `size`, below the diagonal. */
export function writeUnlikePairs(
	pairs: UnlikePairs,
	{ counts, sums }: Resample,
	cells: Float64Array,
	size: number,
): void {
	const { first, second, scales } = pairs;
	for (let pair = 0; pair < first.length; pair++) {
		const [i, j] = [first[pair] ?? 0, second[pair] ?? 0];
		const points = (sums[i] ?? 0) - (sums[j] ?? 0);
		cells[i * size + j] = deviationOfPair(pairs, pair, counts, points) * (scales[pair] ?? 0);
	}
}

function searchRow(pairs: UnlikePairs, i: number, resample: Resample, floor: number): number {
	const { second, scales, differences, lost, bounds } = pairs;
	const { counts, sums } = resample;
	const end = bounds.starts[i + 1] ?? 0;
	let largest = floor;
	for (let pair = bounds.starts[i] ?? 0; pair < end; pair++) {
		const j = second[pair] ?? 0;
		const scale = scales[pair] ?? 0;
		const difference = differences[pair] ?? 0;
		const points = (sums[i] ?? 0) - (sums[j] ?? 0);
		const lacking = (lost[i] ?? 0) + (lost[j] ?? 0);
		const most =
			Math.abs(points - counts.length * difference) + lacking * (2 + Math.abs(difference));
		if (most * scale <= 2 * (counts.length - lacking) * largest) continue;
		const statistic = deviationOfPair(pairs, pair, counts, points) * scale;
		if (statistic > largest) largest = statistic;
	}
	return largest;
}

function describeDraws({ absent, lost, deviations, bounds }: UnlikePairs, resample: Resample) {
	const { counts, sums } = resample;
	for (let model = 0; model < deviations.length; model++) {
		let draws = 0;
		for (const question of absent[model] ?? []) draws += counts[question] ?? 0;
		lost[model] = draws;
		deviations[model] = (sums[model] ?? 0) - counts.length * (bounds.means[model] ?? 0);
	}
}

/** The extremes of all models' deviations, each widened by `perLost` for every draw that it lost. */
function boundOthers({ lost, deviations }: UnlikePairs, perLost: number) {
	let low = Infinity;
	let high = -Infinity;
	for (let model = 0; model < deviations.length; model++) {
		const slack = perLost * (lost[model] ?? 0);
		const deviation = deviations[model] ?? 0;
		if (deviation - slack < low) low = deviation - slack;
		if (deviation + slack > high) high = deviation + slack;
	}
	return { low, high };
}

/** |resampled − observed| mean difference in score; 0 when no shared question was drawn. */
function deviationOfPair(
	pairs: UnlikePairs,
	pair: number,
	counts: Uint16Array,
	plainPoints: number,
): number {
	const { starts, termQuestions, termPoints, differences } = pairs;
	let shared = counts.length;
	let points = plainPoints;
	const end = starts[pair + 1] ?? 0;
	for (let term = starts[pair] ?? 0; term < end; term++) {
		const count = counts[termQuestions[term] ?? 0] ?? 0;
		shared -= count;
		points -= count * (termPoints[term] ?? 0);
	}
	return shared === 0 ? 0 : Math.abs(points / shared - (differences[pair] ?? 0)) / 2;
}

function countUp(lengths: readonly number[]): Int32Array {
	const starts = new Int32Array(lengths.length + 1);
	lengths.forEach((length, at) => {
		starts[at + 1] = (starts[at] ?? 0) + length;
	});
	return starts;
}

function sumPoints(cells: Int8Array): number {
	return cells.reduce((sum, cell) => (cell === UNSCORED ? sum : sum + cell), 0);
}

function pointsAt(cells: Int8Array, question: number): number {
	const cell = cells[question] ?? UNSCORED;
	return cell === UNSCORED ? 0 : cell;
}
