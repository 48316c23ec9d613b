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

/** A difference of two shares in percentage points with its sign: `+13.1`, `−4.0`, `0.0`. */
export function formatPoints(difference: number): string {
	const text = points(Math.abs(difference));
	if (text === '0.0') return text;
	return difference < 0 ? `−${text}` : `+${text}`;
}
