import type { BoardRow, Estimate } from './board-row.ts';
import { wilsonInterval } from '../maths/intervals.ts';
import { type OutcomeTally, scoreInterval } from '../maths/score-interval.ts';

/**
 * Win rate, tie rate and score of one model with their 95 % intervals over questions; empty where nothing was scored. One
 * closed form for every number of battles: Wilson's for the two rates, `scoreInterval` for the score. Equal records have
 * equal intervals, wherever they are shown.
 */
export function estimateRates(
	tally: OutcomeTally,
): Pick<BoardRow, 'winRate' | 'tieRate' | 'score'> {
	const { wins, ties, losses } = tally;
	const scored = wins + ties + losses;
	const bounds = scoreInterval(tally);
	if (!bounds) return {};
	return {
		winRate: estimateShare(wins, scored),
		tieRate: estimateShare(ties, scored),
		score: { value: (wins + ties / 2) / scored, interval: { ...bounds, method: 'trinomial' } },
	};
}

function estimateShare(count: number, scored: number): Estimate {
	const bounds = wilsonInterval(count, scored);
	if (bounds === undefined) throw new RangeError('an estimate needs a scored battle');
	return { value: count / scored, interval: { ...bounds, method: 'wilson' } };
}
