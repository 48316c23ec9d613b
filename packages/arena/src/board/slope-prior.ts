import { addSlopes, NO_SLOPES, type SlopeSums } from '../outcomes/slope-sums.ts';
import type { LengthFit, SlopePrior } from './length-slopes.ts';

/** Models from which on the judge's own slopes speak; below, and in part beyond, the standard normal does. */
const FEWEST_MODELS = 8;
/** Of the standard normal that holds before any slope is known. */
const UNKNOWN_VARIANCE = 1;
const LEAST_VARIANCE = 0.01;

/** The sums of one board's models, each fitted by itself. */
export function sumSlopes(fits: readonly Pick<LengthFit, 'slope' | 'slopeVariance'>[]): SlopeSums {
	return fits.map(asSums).reduce(addSlopes, NO_SLOPES);
}

/**
 * The distribution of a judge version's slopes over the models of all of its boards: N(0, 1) up to seven models; from there
 * its mean and variance are estimated by moments with fixed weights and enter in the proportion of the models beyond seven,
 * so that the eighth moves nothing by a jump. The weights depend on one model each, so that sums are all it needs.
 *
 * Source: DerSimonian and Kacker 2007, "Random-effects model for meta-analysis of clinical trials: an update", Contemporary
 * Clinical Trials 28, equation 6.
 */
export function estimateSlopePrior(sums: SlopeSums): SlopePrior {
	const { models, weight, weightSquared, slope, slopeSquared, variance, varianceSquared } = sums;
	const share = Math.max(0, models - FEWEST_MODELS + 1) / Math.max(1, models);
	if (share === 0) return { mean: 0, variance: UNKNOWN_VARIANCE };
	const mean = slope / weight;
	const spread = slopeSquared - slope * mean;
	const expected = variance - varianceSquared / weight;
	const between = (spread - expected) / Math.max(weight - weightSquared / weight, 1e-9);
	const bounded = Math.min(UNKNOWN_VARIANCE, Math.max(LEAST_VARIANCE, between));
	return {
		mean: share * mean,
		variance: share * bounded + (1 - share) * UNKNOWN_VARIANCE,
	};
}

function asSums({ slope, slopeVariance }: Pick<LengthFit, 'slope' | 'slopeVariance'>): SlopeSums {
	const weight = 1 / (slopeVariance + UNKNOWN_VARIANCE);
	return {
		models: 1,
		weight,
		weightSquared: weight * weight,
		slope: weight * slope,
		slopeSquared: weight * slope * slope,
		variance: weight * slopeVariance,
		varianceSquared: weight * weight * slopeVariance,
	};
}
