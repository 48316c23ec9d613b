import { UNSCORED } from '../outcomes/outcome-matrix.ts';
import type { OutcomeBits } from './outcome-bits.ts';
import type { Resample } from './resample.ts';

/** How far a resample moves the mean differences of models: `describeResample` first, then `deviationOf` any pair. */
export type PairDeviations = {
	readonly bits: OutcomeBits;
	/** Models that have the commonest set of scored questions: a pair of them has the difference of two means. */
	readonly isAlike: Uint8Array;
	readonly absentOfAlike: Int32Array;
	/** Mean score of each of them. */
	readonly means: Float64Array;
	/** Of the resample, for models that are alike: what its mean moved by. */
	readonly moved: Float64Array;
	/** How many draws fell on questions that the alike models have. */
	drawn: number;
	resample: Resample;
};

export function preparePairDeviations(bits: OutcomeBits): PairDeviations {
	const { models, absent, points } = bits;
	const alike = commonestGroup(absent);
	const absentOfAlike = absent[alike[0] ?? 0] ?? new Int32Array();
	const scored = (models[0]?.length ?? 0) - absentOfAlike.length;
	const isAlike = new Uint8Array(models.length);
	for (const model of alike) isAlike[model] = 1;
	return {
		bits,
		isAlike,
		absentOfAlike,
		means: Float64Array.from(points, (own) => own / (2 * scored)),
		moved: new Float64Array(models.length),
		drawn: 0,
		resample: { counts: new Uint16Array(), sums: new Float64Array() },
	};
}

export function describeResample(pairs: PairDeviations, resample: Resample): void {
	const { counts, sums } = resample;
	const { absentOfAlike, moved, means } = pairs;
	pairs.resample = resample;
	let drawn = counts.length;
	for (const question of absentOfAlike) drawn -= counts[question] ?? 0;
	pairs.drawn = drawn;
	for (let model = 0; model < moved.length; model++) {
		moved[model] = (sums[model] ?? 0) / (2 * drawn) - (means[model] ?? 0);
	}
}

/** |resampled − observed| mean difference in score of two models; 0 when no shared question was drawn. */
export function deviationOf(pairs: PairDeviations, first: number, second: number): number {
	const { isAlike, moved, drawn } = pairs;
	if (isAlike[first] === 1 && isAlike[second] === 1)
		return drawn === 0 ? 0 : Math.abs((moved[first] ?? 0) - (moved[second] ?? 0));
	return deviationOfUnlike(pairs, first, second);
}

/** The plain sums, corrected by the questions that one of the two lacks. */
function deviationOfUnlike(
	{ bits, resample: { counts, sums } }: PairDeviations,
	first: number,
	second: number,
): number {
	const { models, absent, points } = bits;
	const cells = models[first];
	const others = models[second];
	const lacking = absent[first] ?? NONE;
	const lackingToo = absent[second] ?? NONE;
	let questions = counts.length;
	let draws = counts.length;
	let observed = (points[first] ?? 0) - (points[second] ?? 0);
	let resampled = (sums[first] ?? 0) - (sums[second] ?? 0);
	for (let at = 0; at < lacking.length; at++) {
		const question = lacking[at] ?? 0;
		const count = counts[question] ?? 0;
		const cell = others?.[question] ?? UNSCORED;
		questions--;
		draws -= count;
		if (cell === UNSCORED) continue;
		observed += cell;
		resampled += count * cell;
	}
	for (let at = 0; at < lackingToo.length; at++) {
		const question = lackingToo[at] ?? 0;
		const cell = cells?.[question] ?? UNSCORED;
		if (cell === UNSCORED) continue;
		const count = counts[question] ?? 0;
		questions--;
		draws -= count;
		observed -= cell;
		resampled -= count * cell;
	}
	// No shared question is drawn where there is none.
	return draws === 0 ? 0 : Math.abs(resampled / draws - observed / questions) / 2;
}

const NONE = new Int32Array();

/** The models that share the commonest list, the first such list in row order. */
function commonestGroup(absent: readonly Int32Array[]): readonly number[] {
	const groups = new Map<string, number[]>();
	absent.forEach((questions, model) => {
		const key = questions.join();
		const group = groups.get(key);
		if (group) group.push(model);
		else groups.set(key, [model]);
	});
	return [...groups.values()].reduce(
		(best, group) => (group.length > best.length ? group : best),
		[],
	);
}
