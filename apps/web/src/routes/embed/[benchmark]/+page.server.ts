import { rangeOf } from '../../../lib/board/interval-range.ts';
import { readBoard } from '../../../lib/server/board-page.ts';
import { readRows } from '../../../lib/share/embed-size.ts';
import { showHidden } from '../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

/** A board as a small table for a frame on another page; `rows` says how many models. */
export const load: PageServerLoad = async (event) => {
	const { query, fresh, board } = await readBoard(
		event,
		({ slice }) => slice,
		() => Promise.resolve(undefined),
	);
	const of = fresh ?? board.benchmark;
	const rows = board?.rows.slice(0, readRows(event.url.searchParams.get('rows'))) ?? [];
	return {
		title: showHidden(of.name),
		benchmark: { slug: of.slug, version: of.version, name: of.name },
		params: { ...query.slice, snapshot: query.snapshot },
		board: board && {
			judge: board.judge,
			baseline: board.baseline.model,
			questions: board.slice.n,
			snapshot: board.snapshot,
			models: board.models,
		},
		rows,
		range: rangeOf(rows.flatMap(({ score }) => score ?? [])),
	};
};
