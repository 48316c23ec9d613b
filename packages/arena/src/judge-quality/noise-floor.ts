import type { Outcome } from '../rules/battle.ts';
import { clusteredShareInterval } from '../maths/clustered-share-interval.ts';
import { krippendorffAlpha } from './chance-corrected.ts';
import type { Bounds } from '../maths/intervals.ts';

/** What one judge made of one battle each time it was asked, from the model's side; absent where unscored. */
export type ReplicatedBattle = {
	readonly battleId: string;
	readonly outcomes: readonly (Outcome | undefined)[];
};

export type NoiseFloor = {
	/** Battles that at least two replicates scored: what the shares are of. */
	readonly n: number;
	/** Battles that fewer replicates scored. */
	readonly unscored: number;
	/** Share of pairs of replicates with the same outcome, averaged over battles. */
	readonly agreement?: number;
	/** 95 %, over battles (`clusteredShareInterval`); absent below 30 of them. */
	readonly agreementInterval?: Bounds;
	/** Share of pairs of replicates of which one is a win and the other a loss, averaged over battles. */
	readonly reversals?: number;
	/** Krippendorff's alpha over the replicates; absent when only one outcome occurs. */
	readonly alpha?: number;
	/** Standard deviation, from replicate to replicate, of the score (0 to 1) over these n battles. */
	readonly scoreDeviation?: number;
};

/** What an outcome is worth in a score. */
export const OUTCOME_POINTS: Readonly<Record<Outcome, number>> = { win: 1, tie: 0.5, loss: 0 };
const MIN_BATTLES = 30;

/**
 * How much of a judge's outcomes is the judge's own chance: the same judge, asked again. Two judges that agree no better
 * than one judge with itself cannot be told apart by agreement, and a change of a board's score within about two
 * `scoreDeviation` · √2 needs no other cause. Any order of battles and of replicates gives the same numbers.
 * Throws a RangeError when a battle is repeated.
 *
 * Source: Krippendorff 2011 for alpha; the variance within a battle is the analysis of variance's (Fisher 1925).
 */
export function measureNoiseFloor(battles: readonly ReplicatedBattle[]): NoiseFloor {
	const sorted = battles.toSorted((a, b) => (a.battleId < b.battleId ? -1 : 1));
	const repeated = sorted.find(({ battleId }, at) => battleId === sorted[at + 1]?.battleId);
	if (repeated) throw new RangeError(`battle ${repeated.battleId} is there twice`);
	const scored = sorted
		.map(({ outcomes }) => outcomes.filter((outcome) => outcome !== undefined).toSorted())
		.filter(({ length }) => length >= 2);
	const n = scored.length;
	const counts = { n, unscored: battles.length - n };
	if (n === 0) return counts;
	const agreements = scored.map((outcomes) => shareOfPairs(outcomes, (a, b) => a === b));
	const reversals = scored.map((outcomes) => shareOfPairs(outcomes, isReversal));
	const alpha = krippendorffAlpha(scored);
	const agreementInterval = clusteredShareInterval(
		agreements.toSorted((a, b) => a - b).map((hits) => ({ cases: 1, hits })),
	);
	return {
		...counts,
		agreement: mean(agreements),
		...(n >= MIN_BATTLES && agreementInterval && { agreementInterval }),
		reversals: mean(reversals),
		...(alpha !== undefined && { alpha }),
		scoreDeviation: Math.sqrt(sum(scored.map(varianceOfPoints))) / n,
	};
}

function shareOfPairs(
	outcomes: readonly Outcome[],
	holds: (a: Outcome, b: Outcome) => boolean,
): number {
	const holding = outcomes.flatMap((a, at) => outcomes.slice(at + 1).filter((b) => holds(a, b)));
	return holding.length / ((outcomes.length * (outcomes.length - 1)) / 2);
}

function isReversal(a: Outcome, b: Outcome): boolean {
	return a !== b && a !== 'tie' && b !== 'tie';
}

/** Sample variance of one battle's points. */
function varianceOfPoints(outcomes: readonly Outcome[]): number {
	const points = outcomes.map((outcome) => OUTCOME_POINTS[outcome]);
	const centre = mean(points);
	return sum(points.map((value) => (value - centre) ** 2)) / (points.length - 1);
}

function mean(values: readonly number[]): number {
	return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
