import { frameBoard } from '../../../../lib/board/board-view.ts';
import { viewPublished } from '../../../../lib/published/published-view.ts';
import { readBoard } from '../../../../lib/server/board-page.ts';
import { showHidden } from '../../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { benchmark } = event.params;
	const { query, fresh, board, more } = await readBoard(
		event,
		({ slice }) => withoutRule(slice),
		(client, asked) => client.publishedResults(benchmark, withoutRule(asked.slice)),
	);
	if (fresh) return { title: showHidden(fresh.name), fresh };
	const { snapshot: _snapshot, ...current } = query;
	const asked = { ...current, slice: withoutRule(query.slice) };
	return {
		title: `Published results of ${showHidden(board.benchmark.name)}`,
		view: viewPublished(frameBoard(benchmark, asked, board), more),
	};
};

/** Our numbers here are those of the board's own rule. */
function withoutRule<Slice extends { readonly rule?: unknown }>({
	rule: _rule,
	...slice
}: Slice): Omit<Slice, 'rule'> {
	return slice;
}
