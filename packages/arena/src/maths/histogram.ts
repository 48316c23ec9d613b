import { median } from './median.ts';

/** Values from `from` on and below `to`; no upper end where `to` is undefined. */
export type HistogramBin = {
	readonly from: number;
	readonly to: number | undefined;
	readonly values: number;
};

export type Histogram = {
	readonly values: number;
	readonly median: number | null;
	readonly most: number | null;
	/** From the first bin with a value to the last one. */
	readonly bins: readonly HistogramBin[];
};

/** Counts of lengths: the edges grow with them, since lengths spread over several powers of ten. */
const EDGES = [
	0, 10, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1_000, 1_500, 2_000, 3_000, 5_000, 7_000,
	10_000, 20_000, 50_000,
];

/** Counts how many lengths (whole numbers from 0 on) lie between fixed edges. Any order gives the same. */
export function countLengths(lengths: readonly number[]): Histogram {
	const bins = EDGES.map((from, at) => {
		const to = EDGES[at + 1];
		const inside = lengths.filter((length) => length >= from && (to === undefined || length < to));
		return { from, to, values: inside.length };
	});
	const first = bins.findIndex(({ values }) => values > 0);
	const last = bins.findLastIndex(({ values }) => values > 0);
	return {
		values: lengths.length,
		median: median(lengths),
		most: lengths.length === 0 ? null : lengths.reduce((most, each) => Math.max(most, each), 0),
		bins: first === -1 ? [] : bins.slice(first, last + 1),
	};
}
