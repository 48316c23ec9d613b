import type { Side } from './agreement.ts';
import { cohenKappa } from './chance-corrected.ts';
import { type CheckedPair, decisionOf } from './judge-check.ts';
import { percentileInterval } from '../maths/bootstrap.ts';
import { mcnemarExact } from '../maths/mcnemar.ts';
import { createRandom, mixSeed } from '../maths/random.ts';

/** One labelled pair that a judge has judged twice: with its own reference, and without it or with another pair's. */
export type TwiceChecked = {
	readonly on: CheckedPair;
	readonly other: CheckedPair;
	/** Whether the judge's model answers the prompt rightly by itself; absent where nobody knows. */
	readonly isSolved?: boolean;
};

/** A number with the references of the pairs, the same number otherwise, and the difference: on − other. */
export type PairedDifference = {
	readonly on: number;
	readonly other: number;
	readonly value: number;
	/** 95 %, over pairs; absent where there are too few of them. */
	readonly interval?: { readonly low: number; readonly high: number };
};

/** What references do to a judge. A number without data is absent. */
export type ReferenceEffect = {
	/** With a reference. */
	readonly pairs: number;
	/** Of them, scored both times: all differences but that of the cost are of these. */
	readonly compared: number;
	/** Pairs that the judge does better with their reference, and pairs that it does worse. */
	readonly better: number;
	readonly worse: number;
	/** Of the exact McNemar test of these two counts. */
	readonly pValue?: number;
	readonly accuracy?: PairedDifference;
	readonly kappa?: PairedDifference;
	/** Micro-dollars per pair, over pairs whose cost is known both times. */
	readonly cost?: PairedDifference;
	/** The same over the pairs whose prompts the judge's model answers rightly by itself, and over those that it does not. */
	readonly split?: { readonly solved: EffectOfPart; readonly unsolved: EffectOfPart };
};
export type EffectOfPart = Omit<ReferenceEffect, 'split'>;

const RESAMPLES = 2000;
/** A resample of fewer pairs than this says little of the next sample. */
const FEWEST_PAIRS = 10;
const NORMAL_POINT = 1.959963984540054;

/**
 * What the references of labelled pairs change in a judge's numbers, pair by pair. The same pairs give the same numbers in
 * any order. Where a judge answers prompts itself, it may need no reference: the split shows whether references help it on
 * the others.
 *
 * Source of the split: Krumdick et al. 2025, "No Free Labels: Limitations of LLM-as-a-Judge Without Human Grounding".
 */
export function measureReferences(pairs: readonly TwiceChecked[], seed: string): ReferenceEffect {
	const whole = measurePart(pairs, seed);
	if (pairs.every(({ isSolved }) => isSolved === undefined)) return whole;
	const partOf = (name: string, isSolved: boolean) =>
		measurePart(
			pairs.filter((pair) => pair.isSolved === isSolved),
			mixSeed(seed, name),
		);
	return {
		...whole,
		split: { solved: partOf('solved', true), unsolved: partOf('unsolved', false) },
	};
}

function measurePart(pairs: readonly TwiceChecked[], seed: string): EffectOfPart {
	const decided = pairs.flatMap(({ on, other }) => {
		const [first, second] = [decisionOf(on), decisionOf(other)];
		if (first === undefined || second === undefined) return [];
		return [{ label: on.label, on: first, other: second }];
	});
	// Equal cells are interchangeable, so that the order of the pairs never shows in a resample.
	const sorted = decided.toSorted((a, b) => compareText(cellOf(a), cellOf(b)));
	const gains = sorted.map(
		(pair) => creditOf(pair.label, pair.on) - creditOf(pair.label, pair.other),
	);
	const [better, worse] = [gains.filter((gain) => gain > 0), gains.filter((gain) => gain < 0)];
	const kappa = compareKappas(sorted, seed);
	const cost = compareCosts(pairs, seed);
	return {
		pairs: pairs.length,
		compared: sorted.length,
		better: better.length,
		worse: worse.length,
		...(sorted.length === 0
			? {}
			: {
					pValue: mcnemarExact(better.length, worse.length),
					accuracy: compareAccuracies(sorted, gains),
				}),
		...(kappa && { kappa }),
		...(cost && { cost }),
	};
}

type Decided = { readonly label: Side; readonly on: Side; readonly other: Side };

const cellOf = ({ label, on, other }: Decided) => `${label} ${on} ${other}`;
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** As the accuracy of a check counts a pair: a tie where the label names an answer is half right. */
function creditOf(label: Side, decision: Side): number {
	if (label === decision) return 1;
	return label !== 'tie' && decision === 'tie' ? 0.5 : 0;
}

/**
 * The interval adds one pair of either sign, each counted half, so that it has a width where no pair differs.
 *
 * Source: Agresti and Min 2005, "Simple improved confidence intervals for comparing matched proportions"; half credits take
 * the place of 0 and 1.
 */
function compareAccuracies(pairs: readonly Decided[], gains: readonly number[]): PairedDifference {
	const n = pairs.length;
	const mean = (pick: (pair: Decided) => Side) =>
		pairs.reduce((sum, pair) => sum + creditOf(pair.label, pick(pair)), 0) / n;
	const [on, other] = [mean((pair) => pair.on), mean((pair) => pair.other)];
	const centre = gains.reduce((sum, gain) => sum + gain, 0) / (n + 2);
	const spread = (gains.reduce((sum, gain) => sum + gain * gain, 0) + 1) / (n + 2) - centre ** 2;
	const half = NORMAL_POINT * Math.sqrt(spread / (n + 2));
	const interval = { low: Math.max(-1, centre - half), high: Math.min(1, centre + half) };
	return { on, other, value: on - other, ...(n >= FEWEST_PAIRS && { interval }) };
}

function compareKappas(pairs: readonly Decided[], seed: string): PairedDifference | undefined {
	const kappas = (sample: readonly Decided[]) => ({
		on: cohenKappa(sample.map(({ label, on }) => [label, on] as const)),
		other: cohenKappa(sample.map(({ label, other }) => [label, other] as const)),
	});
	const { on, other } = kappas(pairs);
	if (on === undefined || other === undefined) return undefined;
	const interval = resample(pairs, mixSeed(seed, 'kappa'), (sample) => {
		const drawn = kappas(sample);
		return drawn.on === undefined || drawn.other === undefined ? undefined : drawn.on - drawn.other;
	});
	return { on, other, value: on - other, ...(interval && { interval }) };
}

function compareCosts(pairs: readonly TwiceChecked[], seed: string): PairedDifference | undefined {
	const costs = pairs
		.flatMap(({ on, other }) =>
			on.costMicroUsd === undefined || other.costMicroUsd === undefined
				? []
				: [{ on: on.costMicroUsd, other: other.costMicroUsd }],
		)
		.toSorted((a, b) => a.on - b.on || a.other - b.other);
	if (costs.length === 0) return undefined;
	const mean = (values: readonly number[]) =>
		values.reduce((sum, value) => sum + value, 0) / values.length;
	const difference = (sample: typeof costs) => mean(sample.map(({ on, other }) => on - other));
	const interval = resample(costs, mixSeed(seed, 'cost'), difference);
	return {
		on: mean(costs.map(({ on }) => on)),
		other: mean(costs.map(({ other }) => other)),
		value: difference(costs),
		...(interval && { interval }),
	};
}

/** Percentile interval of a statistic over resampled items; absent with few items, or where resamples often lack it. */
function resample<Item>(
	items: readonly Item[],
	seed: string,
	measure: (sample: Item[]) => number | undefined,
): PairedDifference['interval'] {
	if (items.length < FEWEST_PAIRS) return undefined;
	const random = createRandom(seed);
	const values: number[] = [];
	for (let draw = 0; draw < RESAMPLES; draw++) {
		const sample = items.flatMap(() => items[random.nextInt(items.length)] ?? []);
		const value = measure(sample);
		if (value !== undefined) values.push(value);
	}
	return values.length < 0.95 * RESAMPLES
		? undefined
		: percentileInterval(Float64Array.from(values));
}
