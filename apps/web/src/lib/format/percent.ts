import {
	formatPercent as formatShare,
	formatPercentRange,
	percentPoints,
} from '@codejoust/contract/percent';

export const ABSENT = '—';

/** A space at which no line breaks. */
const UNBROKEN_SPACE = '\u00a0';

/** A share in [0, 1] as a percentage with one decimal: `63.1 %`. Absent is an em dash, never 0. */
export function formatPercent(share: number | null | undefined): string {
	return share == null ? ABSENT : unbroken(formatShare(share));
}

/** A text with a number and its unit, which stay on one line. */
export function unbroken(text: string): string {
	return text.replaceAll(' ', UNBROKEN_SPACE);
}

/** The two ends of an interval of shares, in percent: `59.8–66.2`. */
export const formatRange = formatPercentRange;

/** A share as percentage points without the sign: `63.1`. */
export const points = percentPoints;

/** A difference of two shares in percentage points with its sign: `+13.1`, `−4.0`, `0.0`. */
export function formatPoints(difference: number): string {
	const text = points(Math.abs(difference));
	if (text === '0.0') return text;
	return difference < 0 ? `−${text}` : `+${text}`;
}
