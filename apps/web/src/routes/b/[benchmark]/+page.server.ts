import { frameBoard, viewBoard } from '../../../lib/board/board-view.ts';
import { besidePairwise } from '../../../lib/server/beside-pairwise.ts';
import { readBoard } from '../../../lib/server/board-page.ts';
import { showHidden } from '../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { query, fresh, board } = await readBoard(
		event,
		({ slice }) => slice,
		async () => undefined,
	);
	if (fresh) return { title: showHidden(fresh.name), fresh };
	const frame = frameBoard(event.params.benchmark, query, board);
	return {
		title: showHidden(board.benchmark.name),
		description: showHidden(board.summary),
		view: viewBoard(frame, board.rows),
		beside: query.snapshot === undefined ? await besidePairwise(event, board) : undefined,
	};
};
