import { UNSCORED } from '../outcomes/outcome-matrix.ts';
import type { Resample } from './resample.ts';

/** Models that have the same scored questions: a pair's mean difference is the difference of two means. */
export type AlikePairs = {
	readonly models: Int32Array;
	/** Questions that none of them has scored. */
	readonly absent: readonly number[];
	/** Mean score per model over the scored questions. */
	readonly means: Float64Array;
	/** The pairs of row i are starts[i] to starts[i + 1]: a partner below i and the pair's scale, above 0. */
	readonly starts: Int32Array;
	readonly partners: Int32Array;
	readonly scales: Float64Array;
	/** Largest scale per row. */
	readonly rowScales: Float64Array;
	/** Room for one resample's deviations of the means. */
	readonly deviations: Float64Array;
};

/** `scales` is symmetric over all `models`; `alike` indexes into them. A pair with the scale 0 is left out. */
export function prepareAlikePairs(
	models: readonly Int8Array[],
	alike: readonly number[],
	absent: readonly number[],
	scales: Float64Array,
): AlikePairs {
	const size = alike.length;
	const scored = (models[0]?.length ?? 0) - absent.length;
	const starts = new Int32Array(size + 1);
	const partners = new Int32Array((size * (size - 1)) / 2);
	const own = new Float64Array(partners.length);
	const rowScales = new Float64Array(size);
	let pairs = 0;
	alike.forEach((row, i) => {
		for (let j = 0; j < i; j++) {
			const scale = scales[row * models.length + (alike[j] ?? 0)] ?? 0;
			if (scale === 0) continue;
			partners[pairs] = j;
			own[pairs++] = scale;
			if (scale > (rowScales[i] ?? 0)) rowScales[i] = scale;
		}
		starts[i + 1] = pairs;
	});
	return {
		models: Int32Array.from(alike),
		absent,
		means: Float64Array.from(alike, (model) => sumPoints(models[model]) / (2 * scored)),
		starts,
		partners: partners.subarray(0, pairs),
		scales: own.subarray(0, pairs),
		rowScales,
		deviations: new Float64Array(size),
	};
}

/** The largest scaled deviation among these pairs in one resample, or `floor` when none is larger. */
export function searchAlikePairs(pairs: AlikePairs, resample: Resample, floor: number): number {
	if (pairs.partners.length === 0 || !measureDeviations(pairs, resample)) return floor;
	return searchRows(pairs, floor);
}

/** Writes every pair's scaled deviation in one resample into its cell of `size` × `size`, below the diagonal. */
export function writeAlikePairs(
	pairs: AlikePairs,
	resample: Resample,
	cells: Float64Array,
	size: number,
): void {
	const { models, deviations, starts, partners, scales } = pairs;
	const isDrawn = measureDeviations(pairs, resample);
	for (let i = 1; i < models.length; i++) {
		const end = starts[i + 1] ?? 0;
		for (let pair = starts[i] ?? 0; pair < end; pair++) {
			const j = partners[pair] ?? 0;
			const deviation = Math.abs((deviations[i] ?? 0) - (deviations[j] ?? 0)) * (scales[pair] ?? 0);
			cells[(models[i] ?? 0) * size + (models[j] ?? 0)] = isDrawn ? deviation : 0;
		}
	}
}

/** Fills `deviations`; false when no question was drawn that the models have scored. */
function measureDeviations(pairs: AlikePairs, { counts, sums }: Resample): boolean {
	const { models, absent, means, deviations } = pairs;
	let drawn = counts.length;
	for (const question of absent) drawn -= counts[question] ?? 0;
	if (drawn === 0) return false;
	for (let i = 0; i < models.length; i++) {
		deviations[i] = (sums[models[i] ?? 0] ?? 0) / (2 * drawn) - (means[i] ?? 0);
	}
	return true;
}

/** Skips a row whose deviation from the farthest of those before it could not exceed the largest found. */
function searchRows(pairs: AlikePairs, floor: number): number {
	const { deviations, starts, partners, scales, rowScales } = pairs;
	let largest = floor;
	let low = deviations[0] ?? 0;
	let high = low;
	for (let i = 1; i < deviations.length; i++) {
		const own = deviations[i] ?? 0;
		const before = deviations[i - 1] ?? 0;
		if (before < low) low = before;
		if (before > high) high = before;
		const reach = high - own > own - low ? high - own : own - low;
		if (reach * (rowScales[i] ?? 0) <= largest) continue;
		const end = starts[i + 1] ?? 0;
		for (let pair = starts[i] ?? 0; pair < end; pair++) {
			const deviation = deviations[partners[pair] ?? 0] ?? 0;
			const statistic = Math.abs(own - deviation) * (scales[pair] ?? 0);
			if (statistic > largest) largest = statistic;
		}
	}
	return largest;
}

function sumPoints(cells: Int8Array | undefined): number {
	return cells?.reduce((sum, cell) => (cell === UNSCORED ? sum : sum + cell), 0) ?? 0;
}
