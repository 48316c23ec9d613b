import type { BattleTable } from '../ratings/battle-table.ts';

/**
 * The table with weights that let a pair of models that met often count no more than others: 1 / the pair's battles, and
 * 1 / `minimum` for a pair with fewer, which would otherwise count too much for what it knows. Ratings do not depend on
 * the unit of the weights.
 *
 * Source: lmarena/arena-rank at 758bc92, PairDataset with `reweighted`; its minimum is 50.
 */
export function weighPairs(table: BattleTable, minimum = 50): BattleTable {
	const size = table.modelIds.length;
	const pairOf = (battle: number) => {
		const i = table.first[battle] ?? 0;
		const j = table.second[battle] ?? 0;
		return Math.min(i, j) * size + Math.max(i, j);
	};
	const battles = new Float64Array(size * size);
	for (let battle = 0; battle < table.first.length; battle++) {
		const pair = pairOf(battle);
		battles[pair] = (battles[pair] ?? 0) + 1;
	}
	const weights = Float64Array.from(
		table.first,
		(_, battle) => 1 / Math.max(battles[pairOf(battle)] ?? 0, minimum),
	);
	return { ...table, weights };
}
