/** Battles between models in columns, one entry per battle; any order. */
export type BattleTable = {
	readonly modelIds: readonly string[];
	/** Indexes into `modelIds`. A model against itself says nothing and is left out of every count. */
	readonly first: Uint16Array;
	readonly second: Uint16Array;
	/** What the first got: 2 won, 1 tied, 0 lost. */
	readonly points: Uint8Array;
	/** The question of each battle, as a whole number from 0: battles on one question are not independent. */
	readonly questions: Int32Array;
	/** How much each battle counts, above 0; 1 where left out. Given, the table can be rated but not resampled. */
	readonly weights?: Float64Array;
};

/** How every pair of models ended, models × models. */
export type PairCounts = {
	readonly modelIds: readonly string[];
	/** wins[i · n + j]: battles that i won against j. */
	readonly wins: Float64Array;
	/** Symmetric. */
	readonly ties: Float64Array;
};

/** Sums a table's weights by pairs. Throws a RangeError for an index without a model or points other than 0, 1, 2. */
export function countPairs({ modelIds, first, second, points, weights }: BattleTable): PairCounts {
	const size = modelIds.length;
	const wins = new Float64Array(size * size);
	const ties = new Float64Array(size * size);
	for (let battle = 0; battle < first.length; battle++) {
		const i = first[battle] ?? size;
		const j = second[battle] ?? size;
		const got = points[battle] ?? 3;
		if (i >= size || j >= size || got > 2) {
			throw new RangeError(`battle ${battle} has no such models or points: ${i}, ${j}, ${got}`);
		}
		if (i === j) continue;
		const weight = weights?.[battle] ?? 1;
		if (got === 1) {
			ties[i * size + j] = (ties[i * size + j] ?? 0) + weight;
			ties[j * size + i] = (ties[j * size + i] ?? 0) + weight;
		} else {
			const at = got === 2 ? i * size + j : j * size + i;
			wins[at] = (wins[at] ?? 0) + weight;
		}
	}
	return { modelIds, wins, ties };
}
