import { frameBoard, viewBoard } from '../../../lib/board/board-view.ts';
import { readBoard } from '../../../lib/server/board-page.ts';
import { showHidden } from '../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { known, query, found } = await readBoard(
		event,
		({ slice }) => slice,
		async () => undefined,
	);
	const title = showHidden(known.name);
	if (!found) return { title, known };
	const frame = frameBoard(event.params.benchmark, query, known, found.board);
	return { title, known, view: viewBoard(frame, found.board.rows) };
};
