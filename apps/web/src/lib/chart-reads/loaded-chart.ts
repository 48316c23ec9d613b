import type { Leaderboard } from '@codejoust/contract/client';
import type { RequestEvent } from '@sveltejs/kit';
import { chartHead } from '../chart/chart-head.ts';
import type { ChartPicture } from '../chart/chart-picture.ts';
import type { ChartTable } from '../chart/chart-table.ts';
import type { ChartKey } from '../chart/charts.ts';
import { chartPreviewPath } from '../link.ts';
import { cacheBoard } from '../server/cache.ts';

export type ChartEvent = RequestEvent & { readonly params: { readonly benchmark: string } };

/** A chart as page, picture and table. */
export type LoadedChart = {
	readonly title: string;
	readonly head: ReturnType<typeof chartHead>;
	/** Absent where there is nothing to draw. */
	readonly picture: ChartPicture | undefined;
	readonly table: ChartTable;
};

/** The head of a chart of a board, which is cached as long as a board is. */
export function headOf(event: ChartEvent, board: Leaderboard, key: ChartKey) {
	cacheBoard(event);
	const { benchmark } = event.params;
	const head = chartHead({ benchmark, search: event.url.searchParams }, board, key);
	const preview = chartPreviewPath(benchmark, key, Object.fromEntries(event.url.searchParams));
	return { title: head.title, head, preview };
}
