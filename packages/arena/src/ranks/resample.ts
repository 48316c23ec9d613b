/** One resample of the question ids. */
export type Resample = {
	/** How often each question was drawn. */
	readonly counts: Uint16Array;
	/** Every model's points over the draws, its unscored questions counting 0. */
	readonly sums: Float64Array;
};
