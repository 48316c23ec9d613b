/** A share in [0, 1], or a difference of two, in percentage points with one decimal and without the sign: `63.1`. */
export function percentPoints(share: number): string {
	return (100 * share).toFixed(1);
}

/** A share in [0, 1] as a percentage with one decimal, and a space before the sign: `63.1 %`. */
export function formatPercent(share: number): string {
	return `${percentPoints(share)} %`;
}

/** The two ends of an interval of shares, in percent: `59.8–66.2`. */
export function formatPercentRange({
	low,
	high,
}: {
	readonly low: number;
	readonly high: number;
}): string {
	return `${percentPoints(low)}–${percentPoints(high)}`;
}
