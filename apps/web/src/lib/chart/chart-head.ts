import type { Leaderboard } from '@codejoust/contract/client';
import { readSlice, SLICE_KEYS } from '../board/slice.ts';
import { type ChartKey, CHARTS } from './charts.ts';
import { boardPath, chartPath, withParams } from '../link.ts';
import { showHidden } from '../text/visible-text.ts';

/** What stands above every chart. */
export type ChartHead = ReturnType<typeof chartHead>;

export function chartHead(
	{ benchmark, search }: { readonly benchmark: string; readonly search: URLSearchParams },
	board: Pick<Leaderboard, 'benchmark' | 'judge' | 'slice'>,
	key: ChartKey,
) {
	const slice = readSlice(search);
	const name = showHidden(board.benchmark.name);
	return {
		title: `${nameOf(key)}: ${name}`,
		name,
		chart: nameOf(key),
		isRehearsal: board.judge.is_rehearsal,
		board: withParams(boardPath(benchmark), slice),
		/** The filters in force, as words; the judge is none. */
		filters: SLICE_KEYS.flatMap((field) => slice[field] ?? []).map(showHidden),
		all: withParams(chartPath(benchmark, key), { judge: slice.judge }),
		followsFilters: CHARTS.some((one) => one.key === key && one.follows === 'slice'),
		questions: board.slice.n,
		// Only a judge that rates has figures by criterion.
		links: CHARTS.filter(
			(one) => one.key !== 'criteria' || key === 'criteria' || board.judge.kind === 'rubric',
		).map((one) => ({
			name: one.name,
			to: withParams(chartPath(benchmark, one.key), slice),
			isHere: one.key === key,
		})),
		/** What a form on the page carries on. */
		carried: Object.entries(slice).map(([field, value]) => ({ field, value: String(value) })),
	};
}

function nameOf(key: ChartKey): string {
	return CHARTS.find((one) => one.key === key)?.name ?? '';
}
