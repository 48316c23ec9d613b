import { frameBoard } from '../../../../lib/board/board-view.ts';
import { viewCategories } from '../../../../lib/board/category-view.ts';
import { askMatrix, readBoard } from '../../../../lib/server/board-page.ts';
import { showHidden } from '../../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { benchmark } = event.params;
	const { known, query, found } = await readBoard(
		event,
		({ slice: { category, judge } }) => ({
			...(category === undefined ? {} : { category }),
			...(judge === undefined ? {} : { judge }),
		}),
		(client, asked) => askMatrix(client, benchmark, asked),
	);
	const title = `Categories of ${showHidden(known.name)}`;
	if (!found) return { title, known };
	const frame = frameBoard(benchmark, query, known, found.board);
	return { title, known, view: viewCategories(frame, found.board.rows, found.more) };
};
