import type { Leaderboard } from '@codejoust/contract/client';
import { readBoardQuery } from '../board/board-query.ts';
import { frameBoard, hasCriteria, hasPublished } from '../board/board-view.ts';
import { readSlice, SLICE_KEYS } from '../board/slice.ts';
import { chartFilePath, chartPath, withParams } from '../link.ts';
import { showHidden } from '../text/visible-text.ts';
import { captionOf } from './chart-caption.ts';
import { type ChartKey, CHARTS } from './charts.ts';
import { hasPrices } from './price.ts';

/** What stands above and below every chart. */
export type ChartHead = ReturnType<typeof chartHead>;

/** The forms in which a chart is saved. */
const FORMATS = ['png', 'svg', 'csv'] as const;

export function chartHead(
	{ benchmark, search }: { readonly benchmark: string; readonly search: URLSearchParams },
	board: Leaderboard,
	key: ChartKey,
) {
	const slice = readSlice(search);
	const chart = CHARTS.find((one) => one.key === key);
	const name = chart?.name ?? '';
	const filters = SLICE_KEYS.flatMap((field) => slice[field] ?? []).map(showHidden);
	const followsFilters = chart?.follows === 'slice';
	return {
		title: `${name}: ${showHidden(board.benchmark.name)}`,
		chart: name,
		frame: frameBoard(benchmark, readBoardQuery(search), board),
		hasCriteria: hasCriteria(board),
		hasPublished: hasPublished(board),
		/** The filters in force, as words; the judge is none. */
		filters,
		all: withParams(chartPath(benchmark, key), { judge: slice.judge }),
		followsFilters,
		questions: board.slice.n,
		caption: captionOf(board, { key, filters: followsFilters ? filters : [] }),
		links: CHARTS.filter((one) => one.key === key || isOffered(one.key, board)).map((one) => ({
			name: one.name,
			to: withParams(chartPath(benchmark, one.key), slice),
			isHere: one.key === key,
		})),
		/** Where the chart is saved from, with all that the address chooses. */
		files: FORMATS.map((format) => ({
			format,
			to: withParams(chartFilePath(benchmark, key, format), Object.fromEntries(search)),
		})),
		/** What a form on the page carries on. */
		carried: Object.entries(slice).map(([field, value]) => ({ field, value: String(value) })),
	};
}

/** Only a judge that rates has figures by criterion, and few boards have checkpoints or prices. */
function isOffered(key: ChartKey, { judge, rows }: Leaderboard): boolean {
	if (key === 'criteria') return judge.kind === 'rubric';
	if (key === 'price') return hasPrices({ rows });
	return key !== 'checkpoints' || rows.some(({ checkpoint }) => checkpoint !== null);
}
