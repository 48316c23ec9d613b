import { frameBoard } from '../../../../lib/board/board-view.ts';
import { viewCategories } from '../../../../lib/board/category-view.ts';
import { askMatrix, readBoard } from '../../../../lib/server/board-page.ts';
import { boardPath, previewPath } from '../../../../lib/link.ts';
import { showHidden } from '../../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { benchmark } = event.params;
	const { query, fresh, board, more } = await readBoard(
		event,
		({ slice: { category, judge } }) => ({
			...(category === undefined ? {} : { category }),
			...(judge === undefined ? {} : { judge }),
		}),
		(client, asked) => askMatrix(client, benchmark, asked),
	);
	if (fresh) return { title: showHidden(fresh.name), fresh };
	const title = `Categories of ${showHidden(board.benchmark.name)}`;
	const frame = frameBoard(benchmark, query, board);
	const preview = previewPath(boardPath(benchmark), query.slice);
	return {
		title,
		preview,
		view: viewCategories(frame, board.rows, more, event.url.searchParams.get('by')),
	};
};
