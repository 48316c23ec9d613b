import type { Side } from './agreement.ts';
import type { Bounds } from '../maths/intervals.ts';
import { normalQuantile } from '../maths/normal-quantile.ts';
import { LOSS, TIE, WIN } from '../outcomes/outcome-matrix.ts';
import {
	adjustedDifference,
	meanDifference,
	tallyDifference,
} from '../ranks/paired-differences.ts';

/** A pair with both a label and a decision, and the lengths of its answers in code points. */
export type MeasuredPair = {
	readonly label: Side;
	readonly decision: Side;
	readonly lengths: { readonly a: number; readonly b: number };
};

/** Whether longer answers win more often than the labels say, over pairs of unequal length. */
export type LengthPreference = {
	readonly pairs: number;
	/** Share of these pairs that the judge gives to the longer answer, and the labels do; a tie is half. */
	readonly judged: number;
	readonly labelled: number;
	/** judged − labelled, −1 to 1, with the 95 % interval of the paired difference. */
	readonly excess: { readonly value: number } & Bounds;
};

const CRITICAL = normalQuantile(0.975);

/**
 * Compares how often a judge and the labels favour the longer of two answers; absent where no two answers differ in length.
 * The labels are the judge's control: if the longer answers are better, favouring them is no bias. The interval is that of a
 * difference of matched proportions (Agresti and Min 2005), so that unanimous pairs have one of a width above 0.
 */
export function measureLengthPreference(
	pairs: readonly MeasuredPair[],
): LengthPreference | undefined {
	const unequal = pairs.filter(({ lengths }) => lengths.a !== lengths.b);
	const n = unequal.length;
	if (n === 0) return undefined;
	const judged = Int8Array.from(unequal, ({ decision, lengths }) => pointsOf(decision, lengths));
	const labelled = Int8Array.from(unequal, ({ label, lengths }) => pointsOf(label, lengths));
	const difference = tallyDifference(judged, labelled);
	const { value: centre, standardError } = adjustedDifference(difference);
	const half = CRITICAL * standardError;
	return {
		pairs: n,
		judged: sum(judged) / (WIN * n),
		labelled: sum(labelled) / (WIN * n),
		excess: {
			value: meanDifference(difference) ?? 0,
			low: Math.max(-1, centre - half),
			high: Math.min(1, centre + half),
		},
	};
}

/** Points of the longer answer. */
function pointsOf(side: Side, { a, b }: MeasuredPair['lengths']): number {
	if (side === 'tie') return TIE;
	return (side === 'A') === a > b ? WIN : LOSS;
}

function sum(points: Int8Array): number {
	return points.reduce((total, point) => total + point, 0);
}
