import type { BoardRow, Estimate } from './board-row.ts';
import { type ResampledOutcomes, percentileInterval } from './bootstrap.ts';
import { wilsonInterval } from './intervals.ts';

/** Fewest scored battles for which a bootstrap is trusted. */
export const MIN_BOOTSTRAP_BATTLES = 30;

export type OutcomeCounts = {
	readonly wins: number;
	readonly ties: number;
	readonly scored: number;
};

/**
 * Win rate, tie rate and score of one model with their 95 % intervals; empty where nothing was scored. The interval is the
 * percentile bootstrap over questions; Wilson's where fewer than 30 battles were scored, or where every battle gives the
 * number the same value and a resample could not vary. Wilson's takes a tie as half a win in the score.
 * `resample` is asked once, and only if some interval is a bootstrap.
 */
export function estimateRates(
	counts: OutcomeCounts,
	resample: () => ResampledOutcomes,
): Pick<BoardRow, 'winRate' | 'tieRate' | 'score'> {
	const { wins, ties, scored } = counts;
	if (scored === 0) return {};
	const isLarge = scored >= MIN_BOOTSTRAP_BATTLES;
	const winsVary = isLarge && wins > 0 && wins < scored;
	const tiesVary = isLarge && ties > 0 && ties < scored;
	const resampled = winsVary || tiesVary ? resample() : undefined;
	const estimate = (varies: boolean, winPoints: number, tiePoints: number): Estimate => {
		const points = winPoints * wins + tiePoints * ties;
		if (varies && resampled) {
			const interval = percentileInterval(resampledRates(resampled, winPoints, tiePoints));
			return { value: points / scored, interval: { ...interval, method: 'bootstrap' } };
		}
		return wilsonEstimate(points, scored);
	};
	return {
		winRate: estimate(winsVary, 1, 0),
		tieRate: estimate(tiesVary, 0, 1),
		score: estimate(winsVary || tiesVary, 1, 0.5),
	};
}

/** A resample that drew no scored battle has no rate and is left out. */
function resampledRates(
	{ wins, ties, scored }: ResampledOutcomes,
	winPoints: number,
	tiePoints: number,
): Float64Array {
	const rates = new Float64Array(scored.length);
	let length = 0;
	for (let resample = 0; resample < scored.length; resample++) {
		const n = scored[resample] ?? 0;
		if (n === 0) continue;
		rates[length++] = (winPoints * (wins[resample] ?? 0) + tiePoints * (ties[resample] ?? 0)) / n;
	}
	return rates.subarray(0, length);
}

function wilsonEstimate(points: number, scored: number): Estimate {
	const bounds = wilsonInterval(points, scored);
	if (bounds === undefined) throw new RangeError('an estimate wants a scored battle');
	return { value: points / scored, interval: { ...bounds, method: 'wilson' } };
}
