import { readSlice } from '../../../../lib/board/slice.ts';
import { forestRows } from '../../../../lib/chart/forest.ts';
import { askApi } from '../../../../lib/server/api.ts';
import { cacheBoard } from '../../../../lib/server/cache.ts';
import { chartHead } from '../../../../lib/chart/chart-head.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { benchmark } = event.params;
	const search = event.url.searchParams;
	const board = await askApi(event, (client) => client.leaderboard(benchmark, readSlice(search)));
	cacheBoard(event);
	const head = chartHead({ benchmark, search }, board, '');
	return { title: head.title, head, rows: forestRows(board) };
};
