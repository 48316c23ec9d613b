/**
 * All that the distribution of a judge version's slopes needs to know of one board, or of many: sums over its models' own
 * slopes y, their variances v and the weights a = 1 / (v + 1). The sums of several boards are the sums of their fields.
 */
export type SlopeSums = {
	readonly models: number;
	/** Σa, Σa², Σay, Σay², Σav, Σa²v. */
	readonly weight: number;
	readonly weightSquared: number;
	readonly slope: number;
	readonly slopeSquared: number;
	readonly variance: number;
	readonly varianceSquared: number;
};

export const NO_SLOPES: SlopeSums = {
	models: 0,
	weight: 0,
	weightSquared: 0,
	slope: 0,
	slopeSquared: 0,
	variance: 0,
	varianceSquared: 0,
};

export function addSlopes(first: SlopeSums, second: SlopeSums): SlopeSums {
	return {
		models: first.models + second.models,
		weight: first.weight + second.weight,
		weightSquared: first.weightSquared + second.weightSquared,
		slope: first.slope + second.slope,
		slopeSquared: first.slopeSquared + second.slopeSquared,
		variance: first.variance + second.variance,
		varianceSquared: first.varianceSquared + second.varianceSquared,
	};
}
