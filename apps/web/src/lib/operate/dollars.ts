/** Micro-dollars of an amount that somebody wrote; null for an empty field, which is no limit. */
export function readDollars(text: string): number | null | 'unreadable' {
	if (text === '') return null;
	if (!/^\$?\d{1,9}(\.\d{1,6})?$/.test(text)) return 'unreadable';
	return Math.round(Number(text.replace('$', '')) * 1e6);
}

/** An amount for a field: empty without one. */
export function writeDollars(microUsd: number | null): string {
	return microUsd === null ? '' : (microUsd / 1e6).toFixed(microUsd % 10_000 === 0 ? 2 : 6);
}
