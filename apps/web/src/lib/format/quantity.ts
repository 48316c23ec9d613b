import { formatDollarRange, formatDollars } from '@codejoust/contract/dollars';
import { KNOWN_SPREAD } from '@codejoust/contract/known-spread';
import { ABSENT } from './percent.ts';

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** A count with thousands separators; absent is an em dash. */
export function formatCount(count: number | null | undefined): string {
	return count == null ? ABSENT : WHOLE.format(count);
}

/** `1 battle`, `2 battles`. */
export function formatUnits(count: number, unit: string, units = `${unit}s`): string {
	return `${formatCount(count)} ${count === 1 ? unit : units}`;
}

/** Micro-dollars as dollars: two decimals, four below ten cents. */
export function formatCost(microUsd: number | null | undefined): string {
	return microUsd == null ? ABSENT : formatDollars(microUsd);
}

/** What something will cost: `about $15.53 (11.57–22.49)`; nothing but a budget keeps it within the range. */
export function formatCostRange({
	cost_micro_usd: cost,
	cost_low_micro_usd: low,
	cost_high_micro_usd: high,
}: {
	readonly cost_micro_usd: number | null;
	readonly cost_low_micro_usd: number | null;
	readonly cost_high_micro_usd: number | null;
}): string {
	if (cost === null) return 'unknown: no price';
	if (low === null || high === null) return `about ${formatCost(cost)}`;
	return `about ${formatDollarRange(cost, low, high)}`;
}

/** The same of games like those that have cost this on average so far. */
export function formatKnownCost(microUsd: number): string {
	if (microUsd === 0) return 'nothing';
	return formatCostRange({
		cost_micro_usd: microUsd,
		cost_low_micro_usd: microUsd * KNOWN_SPREAD.low,
		cost_high_micro_usd: microUsd * KNOWN_SPREAD.high,
	});
}

/** Milliseconds as `640 ms` or `2.4 s`. */
export function formatDuration(ms: number | null | undefined): string {
	if (ms == null) return ABSENT;
	return ms < 1000 ? `${WHOLE.format(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** A rank range: `3`, `3–5`, or a dash. */
export function formatRank(rank: { readonly best: number; readonly worst: number } | null): string {
	if (rank === null) return ABSENT;
	return rank.best === rank.worst ? String(rank.best) : `${rank.best}–${rank.worst}`;
}
