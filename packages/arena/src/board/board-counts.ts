import type { BoardEntry } from '../outcomes/board-input.ts';
import { wasAsked } from '../rules/battle.ts';
import type { BoardRow } from './board-row.ts';
import { measureRatings } from './rating-figures.ts';
import { countReasons } from '../outcomes/judging-counts.ts';

export type BoardCounts = Omit<
	BoardRow,
	'id' | 'winRate' | 'tieRate' | 'score' | 'preference' | 'rank' | 'beats'
>;

/**
 * Everything of a row that is counted and not estimated, over a slice of `n` questions and the entries known on them, at
 * most one per question. The cost is the sum over the battles played; it is absent when one of them has no known price,
 * except that a battle that no judge was asked about costs nothing unless it says so.
 */
export function countEntries(n: number, entries: readonly BoardEntry[]): BoardCounts {
	const { results, scored, copies, emptyAnswers, wins, losses, judged, ties, ...games } =
		tally(entries);
	const { conflictTies, flipped, decidedGames, firstWins } = games;
	const medianLength = median(entries);
	const costMicroUsd = sumCosts(entries);
	const ratings = measureRatings(entries);
	return {
		n,
		scored,
		unscored: results - scored,
		missing: n - results,
		...(n > 0 && { coverage: scored / n }),
		unscoredReasons: countReasons(entries.map(({ result }) => result)),
		emptyAnswers,
		wins,
		ties: ties + copies,
		judgedTies: ties - conflictTies,
		conflictTies,
		copies,
		losses,
		...(judged > 0 && { flipRate: flipped / judged }),
		...(decidedGames > 0 && { firstPositionShare: firstWins / decidedGames }),
		...(medianLength !== undefined && { medianLength }),
		...(costMicroUsd !== undefined && { costMicroUsd }),
		...(ratings && { ratings }),
	};
}

/** One pass, since a board counts every battle in each of its slices. `ties` are those of judged battles. */
function tally(entries: readonly BoardEntry[]) {
	const counts = { results: 0, scored: 0, wins: 0, losses: 0, emptyAnswers: 0, copies: 0 };
	const games = { judged: 0, ties: 0, conflictTies: 0, flipped: 0, decidedGames: 0, firstWins: 0 };
	for (const { result } of entries) {
		if (!result) continue;
		counts.results++;
		if (result.kind !== 'scored') continue;
		counts.scored++;
		if (result.outcome === 'win') counts.wins++;
		else if (result.outcome === 'loss') counts.losses++;
		if (result.by === 'empty-answer') counts.emptyAnswers++;
		else if (result.by === 'equal-texts') counts.copies++;
		else if (result.by !== 'games') {
			if (result.outcome === 'tie') games.ties++;
		} else {
			const isFlipped = result.consistency === 'flipped';
			games.judged++;
			games.decidedGames += result.decidedGames;
			games.firstWins += result.firstWins;
			if (isFlipped) games.flipped++;
			if (result.outcome === 'tie') games.ties++;
			if (result.outcome === 'tie' && isFlipped) games.conflictTies++;
		}
	}
	return { ...counts, ...games };
}

function sumCosts(entries: readonly BoardEntry[]): number | undefined {
	let total: number | undefined;
	for (const { result, costMicroUsd } of entries) {
		if (result === undefined) continue;
		const isUnasked = !wasAsked(result);
		const cost = costMicroUsd ?? (isUnasked ? 0 : undefined);
		if (cost === undefined) return undefined;
		total = (total ?? 0) + cost;
	}
	return total;
}

function median(entries: readonly BoardEntry[]): number | undefined {
	const sorted = new Float64Array(entries.length);
	for (let at = 0; at < entries.length; at++) sorted[at] = entries[at]?.responseLength ?? 0;
	sorted.sort();
	const middle = sorted.length >> 1;
	const upper = sorted[middle];
	if (upper === undefined || sorted.length % 2 === 1) return upper;
	return ((sorted[middle - 1] ?? upper) + upper) / 2;
}
