import { boardLines } from '../../../../lib/board/board-line.ts';
import { categoryPoints, scorePoints } from '../../../../lib/board/chart-data.ts';
import { readSlice } from '../../../../lib/board/slice.ts';
import { readSort } from '../../../../lib/board/sort.ts';
import { boardPath, withParams } from '../../../../lib/link.ts';
import { askApi } from '../../../../lib/server/api.ts';
import { cacheBoard } from '../../../../lib/server/cache.ts';
import { showHidden } from '../../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { benchmark } = event.params;
	const slice = readSlice(event.url.searchParams);
	const model = event.url.searchParams.get('model');
	const judge = slice.judge === undefined ? {} : { judge: slice.judge };
	const [board, matrix] = await askApi(event, (client) =>
		Promise.all([client.leaderboard(benchmark, slice), client.matrix(benchmark, judge)]),
	);
	cacheBoard(event);
	const points =
		model === null ? scorePoints(boardLines(board, readSort(null))) : categoryPoints(matrix, model);
	return {
		title: `Chart of ${showHidden(board.benchmark.name)}`,
		name: showHidden(board.benchmark.name),
		isRehearsal: board.judge.is_rehearsal,
		slice,
		model,
		models: matrix.rows.map(({ model: { slug, name } }) => ({ slug, name: showHidden(name) })),
		points: points.map((point) => ({ ...point, label: showHidden(point.label) })),
		board: withParams(boardPath(benchmark), slice),
	};
};
