export const ABSENT = '—';

/** A share in [0, 1] as a percentage with one decimal: `63.1%`. Absent is an em dash, never 0. */
export function formatPercent(share: number | null | undefined): string {
	return share == null ? ABSENT : `${points(share)}%`;
}

/** The two ends of an interval of shares, in percent: `59.8–66.2`. */
export function formatRange({
	low,
	high,
}: {
	readonly low: number;
	readonly high: number;
}): string {
	return `${points(low)}–${points(high)}`;
}

/** A share as percentage points without the sign: `63.1`. */
export function points(share: number): string {
	return (share * 100).toFixed(1);
}
