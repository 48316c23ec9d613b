import type { ModelHistory } from '@codejoust/contract/client';
import { formatPercent } from '../format/percent.ts';
import { formatUnits } from '../format/quantity.ts';
import type { SpecOf } from './chart-spec.ts';
import { entrantName } from './entrant-name.ts';
import { measure } from './measured.ts';

type Item = ModelHistory['items'][number];

const JUDGED_BY = ', judged by ';

/** A model in one stored snapshot. */
export type HistoryItem = Item & {
	/** The place of its model among those asked for. */
	readonly model: number;
};

/** Snapshots whose numbers may be compared: one benchmark version, one judge version, one rule. */
export type HistorySegment = {
	readonly name: string;
	readonly benchmark: string;
	readonly judge: Item['judge'];
	/** Oldest first, of all models. */
	readonly items: readonly HistoryItem[];
};

/** The snapshots of these models by segment, in the order in which the segments began. */
export function historySegments(
	histories: readonly Pick<ModelHistory, 'items'>[],
): readonly HistorySegment[] {
	const all = histories
		.flatMap(({ items }, model) => items.toReversed().map((item) => ({ ...item, model })))
		.sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));
	const segments = new Map<string, HistoryItem[]>();
	for (const item of all) {
		const key = JSON.stringify([item.benchmark, item.judge.hash, item.rule]);
		const own = segments.get(key);
		if (own) own.push(item);
		else segments.set(key, [item]);
	}
	return [...segments.values()].flatMap((own) => {
		const [first] = own;
		if (!first) return [];
		const { benchmark, judge } = first;
		return [{ name: `${benchmark}${JUDGED_BY}${judge.name}`, benchmark, judge, items: own }];
	});
}

/** A snapshot without a score has no point; a part without a point is left out. */
export function historySpec(
	segments: readonly HistorySegment[],
	models: readonly ModelHistory['model'][],
): SpecOf<'history'> {
	const drawn = segments.map(({ name, items }) => ({
		name,
		lines: models.map((_, place) =>
			items.flatMap(({ created_at: at, score, model }) =>
				score === null || model !== place ? [] : [{ at: Date.parse(at), ...measure(score) }],
			),
		),
	}));
	return {
		kind: 'history',
		models: models.map(entrantName),
		segments: drawn.filter(({ lines }) => lines.some((points) => points.length > 0)),
	};
}

/** So many segments are described one by one; of more, a reader finds the numbers in the table. */
const MOST_DESCRIBED = 3;

/** What the chart shows: a sentence for each segment, or which number is which of many. */
export function describeHistory({ segments, models }: SpecOf<'history'>): string {
	if (segments.length > MOST_DESCRIBED) return nameSegments(segments.map(({ name }) => name));
	return segments
		.map(({ name, lines }, place) => {
			const told = lines.flatMap((points, model) => {
				const [first, last] = [points[0], points.at(-1)];
				if (!first || !last) return [];
				const number = formatUnits(points.length, 'snapshot');
				const [from, to] = [first.value, last.value].map((value) => formatPercent(value / 100));
				const range = from === to ? `at ${from}` : `from ${from} to ${to}`;
				return `${models[model] ?? ''}, ${number}, ${range}`;
			});
			return `${segments.length > 1 ? `${place + 1}: on` : 'On'} ${name}: ${told.join('; ')}.`;
		})
		.join(' ');
}

/** `On b@1, judged by 1: j@1, 2: j@2.`, with the benchmark once where it is the same one. */
function nameSegments(names: readonly string[]): string {
	const [first = ''] = names;
	const start = first.slice(0, first.indexOf(JUDGED_BY) + JUDGED_BY.length);
	const isSame = names.every((name) => name.startsWith(start));
	const list = names.map((name, at) => `${at + 1}: ${isSame ? name.slice(start.length) : name}`);
	return `${isSame ? `On ${start}` : ''}${list.join(isSame ? ', ' : '; ')}. The scores are in the table.`;
}
