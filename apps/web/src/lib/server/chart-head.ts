import type { Leaderboard, LeaderboardQuery } from '@codejoust/api/client';
import { error } from '@sveltejs/kit';
import { readSlice, SLICE_KEYS } from '../board/slice.ts';
import { type ChartKey, CHARTS } from '../chart/charts.ts';
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
		links: CHARTS.map((one) => ({
			name: one.name,
			to: withParams(chartPath(benchmark, one.key), slice),
			isHere: one.key === key,
		})),
		/** What a form on the page carries on. */
		carried: Object.entries(slice).map(([field, value]) => ({ field, value: String(value) })),
	};
}

/** The judge that an address names, for reads that know no slice. */
export function onlyJudge({ judge }: LeaderboardQuery): { judge?: string } {
	return judge === undefined ? {} : { judge };
}

/** Refuses an address that names models which are not on the board. */
export function refuseUnknown(unknown: readonly string[]): void {
	if (unknown.length === 0) return;
	const names = unknown.map((name) => `"${showHidden(name)}"`).join(', ');
	error(422, 'The input is not valid', {
		detail: `${names} ${unknown.length === 1 ? 'does' : 'do'} not stand on this board.`,
	});
}

function nameOf(key: ChartKey): string {
	return CHARTS.find((one) => one.key === key)?.name ?? '';
}
