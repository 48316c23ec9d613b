import { viewBoard } from '../../../lib/board/board-view.ts';
import { readSlice } from '../../../lib/board/slice.ts';
import { askApi } from '../../../lib/server/api.ts';
import { cacheBoard } from '../../../lib/server/cache.ts';
import { showHidden } from '../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { benchmark } = event.params;
	const slice = readSlice(event.url.searchParams);
	const asked = { benchmark, slice, sortText: event.url.searchParams.get('sort') };
	const judge = slice.judge === undefined ? {} : { judge: slice.judge };
	const known = await askApi(event, (client) => client.benchmark(benchmark));
	cacheBoard(event);
	const title = showHidden(known.name);
	if (known.judges.length === 0) return { title, known };
	const [board, matrix] = await askApi(event, (client) =>
		Promise.all([client.leaderboard(benchmark, slice), client.matrix(benchmark, judge)]),
	);
	return { title, known, view: viewBoard(asked, known, board, matrix) };
};
