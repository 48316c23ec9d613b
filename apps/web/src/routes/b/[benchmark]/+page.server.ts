import { frameBoard, viewBoard } from '../../../lib/board/board-view.ts';
import { besidePairwise } from '../../../lib/server/beside-pairwise.ts';
import { readBoard } from '../../../lib/server/board-page.ts';
import { isFiltered } from '../../../lib/board/slice.ts';
import { showHidden } from '../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { query, fresh, board, more } = await readBoard(
		event,
		({ slice }) => slice,
		// Of the whole board as it is now: a slice of it, or a stored one, has no votes of its own.
		async (client, asked, { judge }) => {
			if (asked.snapshot !== undefined || isFiltered(asked.slice)) return {};
			const of = { judge: judge.name };
			if (judge.kind === 'jury') return { jury: await client.jury(event.params.benchmark, of) };
			if (judge.kind !== 'cascade') return {};
			return { cascade: await client.cascade(event.params.benchmark, of) };
		},
	);
	if (fresh) return { title: showHidden(fresh.name), fresh };
	const frame = frameBoard(event.params.benchmark, query, board);
	return {
		title: showHidden(board.benchmark.name),
		description: showHidden(board.summary),
		view: viewBoard(frame, board.rows),
		beside: query.snapshot === undefined ? await besidePairwise(event, board) : undefined,
		jury: more.jury,
		cascade: more.cascade,
	};
};
