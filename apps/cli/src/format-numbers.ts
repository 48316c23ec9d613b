import { formatDollars as writeDollars } from '@codejoust/contract/dollars';
import { formatPercent } from '@codejoust/contract/percent';
import { groupDigits } from '@codejoust/formats/checks/limits';

/** What stands where there is no number. */
export const ABSENT = '–';

/** A share in [0, 1] as `61.9 %`. */
export function formatShare(share: number | null): string {
	return share === null ? ABSENT : formatPercent(share);
}

/** Micro-dollars as `$1.25`, with four digits below ten cents. */
export function formatDollars(microUsd: number | null): string {
	return microUsd === null ? ABSENT : writeDollars(microUsd);
}

/** Seconds as `45 s`, `3 min 20 s` or `2 h 5 min`. */
export function formatDuration(seconds: number): string {
	const whole = Math.ceil(seconds);
	if (whole < 60) return `${whole} s`;
	const minutes = Math.floor(whole / 60);
	if (minutes < 60) return `${minutes} min ${whole % 60} s`;
	return `${groupDigits(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

/** `1 game`, `1,234 games`. */
export function count(number: number, noun: string): string {
	return `${groupDigits(number)} ${noun}${number === 1 ? '' : 's'}`;
}
