import type { BoardEntry } from '../outcomes/board-input.ts';
import type { BoardRow } from './board-row.ts';
import { countReasons } from '../outcomes/judging-counts.ts';

export type BoardCounts = Omit<BoardRow, 'id' | 'winRate' | 'tieRate' | 'score' | 'rank' | 'beats'>;

/**
 * Everything of a row that is counted and not estimated, over a slice of `n` questions and the entries known on them, at
 * most one per question. The cost is the sum over the battles played; it is absent when one of them has no known price,
 * except that a battle that no judge was asked about costs nothing unless it says so.
 */
export function countEntries(n: number, entries: readonly BoardEntry[]): BoardCounts {
	const results = entries.flatMap(({ result }) => (result ? [result] : []));
	const scored = results.filter((result) => result.kind === 'scored');
	const judged = scored.filter((result) => result.by === 'games');
	const copies = scored.filter(({ by }) => by === 'equal-texts').length;
	const ties = judged.filter(({ outcome }) => outcome === 'tie');
	const conflictTies = ties.filter(({ consistency }) => consistency === 'flipped').length;
	const flipped = judged.filter(({ consistency }) => consistency === 'flipped').length;
	const decidedGames = sum(judged.map((result) => result.decidedGames));
	const firstWins = sum(judged.map((result) => result.firstWins));
	const medianLength = median(entries.map(({ responseLength }) => responseLength));
	const costMicroUsd = sumCosts(entries);
	return {
		n,
		scored: scored.length,
		unscored: results.length - scored.length,
		missing: n - results.length,
		...(n > 0 && { coverage: scored.length / n }),
		unscoredReasons: countReasons(entries.map(({ result }) => result)),
		emptyAnswers: scored.filter(({ by }) => by === 'empty-answer').length,
		wins: scored.filter(({ outcome }) => outcome === 'win').length,
		ties: ties.length + copies,
		judgedTies: ties.length - conflictTies,
		conflictTies,
		copies,
		losses: scored.filter(({ outcome }) => outcome === 'loss').length,
		...(judged.length > 0 && { flipRate: flipped / judged.length }),
		...(decidedGames > 0 && { firstPositionShare: firstWins / decidedGames }),
		...(medianLength !== undefined && { medianLength }),
		...(costMicroUsd !== undefined && { costMicroUsd }),
	};
}

function sumCosts(entries: readonly BoardEntry[]): number | undefined {
	let total: number | undefined;
	for (const { result, costMicroUsd } of entries) {
		if (result === undefined) continue;
		const isUnasked = result.kind === 'scored' && result.by !== 'games';
		const cost = costMicroUsd ?? (isUnasked ? 0 : undefined);
		if (cost === undefined) return undefined;
		total = (total ?? 0) + cost;
	}
	return total;
}

function median(values: readonly number[]): number | undefined {
	const sorted = Float64Array.from(values).sort();
	const middle = sorted.length >> 1;
	const upper = sorted[middle];
	if (upper === undefined || sorted.length % 2 === 1) return upper;
	return ((sorted[middle - 1] ?? upper) + upper) / 2;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
