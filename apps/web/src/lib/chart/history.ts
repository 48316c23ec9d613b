import type { ModelHistory } from '@codejoust/contract/client';
import { formatPercent } from '../format/percent.ts';
import { formatUnits } from '../format/quantity.ts';
import type { SpecOf } from './chart-spec.ts';
import { measure } from './measured.ts';

type Item = ModelHistory['items'][number];

/** Snapshots whose numbers may be compared: one benchmark version, one judge version, one rule. */
export type HistorySegment = {
	readonly name: string;
	readonly benchmark: string;
	readonly judge: Item['judge'];
	/** Oldest first. */
	readonly items: readonly Item[];
};

/** The snapshots by segment, in the order in which the segments began. */
export function historySegments(items: readonly Item[]): readonly HistorySegment[] {
	const segments = new Map<string, Item[]>();
	for (const item of items.toReversed()) {
		const key = JSON.stringify([item.benchmark, item.judge.hash, item.rule]);
		segments.set(key, [...(segments.get(key) ?? []), item]);
	}
	return [...segments.values()].flatMap((own) => {
		const [first] = own;
		if (!first) return [];
		const { benchmark, judge } = first;
		return [{ name: `${benchmark}, judged by ${judge.name}`, benchmark, judge, items: own }];
	});
}

/** A snapshot without a score has no point. */
export function historySpec(segments: readonly HistorySegment[]): SpecOf<'history'> {
	return {
		kind: 'history',
		segments: segments.map(({ name, items }) => ({
			name,
			points: items.flatMap(({ created_at: at, score }) =>
				score === null ? [] : [{ at: Date.parse(at), ...measure(score) }],
			),
		})),
	};
}

/** What the chart shows, in a sentence for each segment. */
export function describeHistory(segments: readonly HistorySegment[]): string {
	return segments
		.map(({ name, items }, place) => {
			const [first, last] = [items[0]?.score, items.at(-1)?.score];
			const range =
				first && last ? `, from ${formatPercent(first.value)} to ${formatPercent(last.value)}` : '';
			return `${place + 1}: ${formatUnits(items.length, 'snapshot')} on ${name}${range}.`;
		})
		.join(' ');
}
