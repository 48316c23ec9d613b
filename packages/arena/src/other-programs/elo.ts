import type { BattleTable } from '../ratings/battle-table.ts';

export type EloSettings = {
	/** Points at stake in a battle. */
	readonly k: number;
	readonly start: number;
};

/**
 * Elo ratings after the battles in the order given, by model id. For comparison with published tables only: the result
 * depends on the order of battles, so no board of ours shows it.
 *
 * Source: Elo 1978, "The Rating of Chessplayers, Past and Present"; base 10, scale 400, as lm-sys/FastChat computes it.
 */
export function computeElo(
	table: BattleTable,
	{ k, start }: EloSettings = { k: 4, start: 1000 },
): ReadonlyMap<string, number> {
	const ratings = new Float64Array(table.modelIds.length).fill(start);
	for (let battle = 0; battle < table.first.length; battle++) {
		const i = table.first[battle] ?? 0;
		const j = table.second[battle] ?? 0;
		const expected = 1 / (1 + 10 ** (((ratings[j] ?? 0) - (ratings[i] ?? 0)) / 400));
		const change = k * ((table.points[battle] ?? 0) / 2 - expected);
		ratings[i] = (ratings[i] ?? 0) + change;
		ratings[j] = (ratings[j] ?? 0) - change;
	}
	return new Map(table.modelIds.map((id, model) => [id, ratings[model] ?? start]));
}
