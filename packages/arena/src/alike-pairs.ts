import { UNSCORED } from './outcome-matrix.ts';
import type { Resample } from './resampled-deviations.ts';

/** Models that have the same scored questions: a pair's mean difference is the difference of two means. */
export type AlikePairs = {
	readonly models: Int32Array;
	/** Questions that none of them has scored. */
	readonly absent: readonly number[];
	/** Mean score per model over the scored questions. */
	readonly means: Float64Array;
	/** Models × models; only columns below the row are filled, so that every pair is there once. */
	readonly scales: Float64Array;
	/** Largest scale per row. */
	readonly rowScales: Float64Array;
	/** Room for one resample's deviations of the means. */
	readonly deviations: Float64Array;
};

/** `scales` is symmetric over all `models`; `alike` indexes into them. */
export function prepareAlikePairs(
	models: readonly Int8Array[],
	alike: readonly number[],
	absent: readonly number[],
	scales: Float64Array,
): AlikePairs {
	const size = alike.length;
	const scored = (models[0]?.length ?? 0) - absent.length;
	const own = new Float64Array(size * size);
	const rowScales = new Float64Array(size);
	alike.forEach((row, i) => {
		for (let j = 0; j < i; j++) {
			const scale = scales[row * models.length + (alike[j] ?? 0)] ?? 0;
			own[i * size + j] = scale;
			if (scale > (rowScales[i] ?? 0)) rowScales[i] = scale;
		}
	});
	return {
		models: Int32Array.from(alike),
		absent,
		means: Float64Array.from(alike, (model) => sumPoints(models[model]) / (2 * scored)),
		scales: own,
		rowScales,
		deviations: new Float64Array(size),
	};
}

/** The largest scaled deviation among these pairs in one resample, or `floor` when none is larger. */
export function searchAlikePairs(pairs: AlikePairs, resample: Resample, floor: number): number {
	const { models, absent, means, deviations } = pairs;
	let drawn = resample.counts.length;
	for (const question of absent) drawn -= resample.counts[question] ?? 0;
	if (drawn === 0) return floor;
	let low = Infinity;
	let high = -Infinity;
	for (let i = 0; i < models.length; i++) {
		const deviation = (resample.sums[models[i] ?? 0] ?? 0) / (2 * drawn) - (means[i] ?? 0);
		deviations[i] = deviation;
		if (deviation < low) low = deviation;
		if (deviation > high) high = deviation;
	}
	return searchRows(pairs, low, high, floor);
}

/** Skips a row whose farthest deviation could not exceed the largest found. */
function searchRows(pairs: AlikePairs, low: number, high: number, floor: number): number {
	const { deviations, scales, rowScales } = pairs;
	const size = deviations.length;
	let largest = floor;
	for (let i = 1; i < size; i++) {
		const own = deviations[i] ?? 0;
		const reach = high - own > own - low ? high - own : own - low;
		if (reach * (rowScales[i] ?? 0) <= largest) continue;
		const row = i * size;
		for (let j = 0; j < i; j++) {
			const statistic = Math.abs(own - (deviations[j] ?? 0)) * (scales[row + j] ?? 0);
			if (statistic > largest) largest = statistic;
		}
	}
	return largest;
}

function sumPoints(cells: Int8Array | undefined): number {
	return cells?.reduce((sum, cell) => (cell === UNSCORED ? sum : sum + cell), 0) ?? 0;
}
