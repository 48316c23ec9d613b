type Estimate = { readonly value: number; readonly low: number; readonly high: number };

/** The part of 0 to 1 that a drawing of intervals shows, and where its axis has a number; ascending. */
export type IntervalRange = {
	readonly low: number;
	readonly high: number;
	readonly ticks: readonly number[];
};

/** All that a score can be. */
export const WHOLE_RANGE: IntervalRange = { low: 0, high: 1, ticks: [0, 0.5, 1] };

const BASELINE = 0.5;
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2] as const;
const MOST_STEPS = 5;

/** The range that holds every interval and the baseline's 50 %, out to whole steps; at most six ticks. */
export function rangeOf(scores: readonly Pick<Estimate, 'low' | 'high'>[]): IntervalRange {
	if (scores.length === 0) return WHOLE_RANGE;
	const low = Math.max(0, Math.min(BASELINE, ...scores.map((score) => score.low)));
	const high = Math.min(1, Math.max(BASELINE, ...scores.map((score) => score.high)));
	for (const step of STEPS) {
		const [first, last] = [Math.floor(low / step + SLACK), Math.ceil(high / step - SLACK)];
		if (last - first <= MOST_STEPS && last > first) return rangeBetween(first, last, step);
	}
	return WHOLE_RANGE;
}

/** Against bounds like 0.30000000000000004. */
const SLACK = 1e-9;

function rangeBetween(first: number, last: number, step: number): IntervalRange {
	const ticks = Array.from({ length: last - first + 1 }, (_, at) =>
		Number(((first + at) * step).toFixed(2)),
	);
	return { low: ticks[0] ?? 0, high: ticks.at(-1) ?? 1, ticks };
}

/** Where a share lies on the drawing, in percent of its width with one decimal; never beside it. */
export function placeOn({ low, high }: IntervalRange, share: number): number {
	const part = (share - low) / (high - low);
	return Math.round(Math.min(1, Math.max(0, part)) * 1000) / 10;
}
