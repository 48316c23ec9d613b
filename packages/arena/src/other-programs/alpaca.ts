/** AlpacaEval's win rate, all in percent as its leaderboard prints it. */
export type AlpacaWinRate = {
	/** Mean preference. */
	readonly winRate: number;
	/** Sample standard deviation of the preferences over √n; absent for fewer than two rows. */
	readonly standardError?: number;
	readonly wins: number;
	readonly baselineWins: number;
	readonly draws: number;
	readonly total: number;
	/** Wins plus half the draws, whatever their strength. */
	readonly discreteWinRate: number;
};

/**
 * AlpacaEval's arithmetic on continuous preferences, for comparison with its published tables: 1 the baseline wins, 2 the
 * model wins, between them a weighted judge's mixture; 0 and 1.5 are draws; null rows are dropped. `undefined` when
 * nothing is left. Throws a RangeError for a preference that is neither 0 nor in [1, 2].
 *
 * Source: tatsu-lab/alpaca_eval at cd543a1, alpaca_eval.metrics.get_winrate.
 */
export function alpacaWinRate(preferences: readonly (number | null)[]): AlpacaWinRate | undefined {
	const shares = preferences.flatMap((preference) => {
		if (preference === null) return [];
		if (preference !== 0 && !(preference >= 1 && preference <= 2)) {
			throw new RangeError(`a preference is 0 or lies in [1, 2], not ${preference}`);
		}
		return [preference === 0 ? 0.5 : preference - 1];
	});
	const total = shares.length;
	if (total === 0) return undefined;
	const wins = shares.filter((share) => share > 0.5).length;
	const draws = shares.filter((share) => share === 0.5).length;
	const mean = shares.reduce((sum, share) => sum + share, 0) / total;
	const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
	return {
		winRate: 100 * mean,
		...(total > 1 && { standardError: 100 * Math.sqrt(squares / (total - 1) / total) }),
		wins,
		baselineWins: total - wins - draws,
		draws,
		total,
		discreteWinRate: (100 * (wins + draws / 2)) / total,
	};
}
