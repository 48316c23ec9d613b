import type { Client, Leaderboard, LeaderboardQuery } from '@codejoust/contract/client';
import type { BoardQuery } from '../../../lib/board/board-query.ts';
import { frameBoard, viewBoard } from '../../../lib/board/board-view.ts';
import { benchmarkName, boardPath, previewPath } from '../../../lib/link.ts';
import { addElsewhere } from '../../../lib/published/elsewhere.ts';
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
		async (client, asked, { judge }) => ({
			...(await readSteps(client, event.params.benchmark, asked, judge)),
			published: await readElsewhere(client, event.params.benchmark, asked),
		}),
	);
	if (fresh)
		return {
			title: showHidden(fresh.name),
			preview: previewPath(boardPath(benchmarkName(fresh))),
			fresh,
		};
	const frame = frameBoard(event.params.benchmark, query, board);
	return {
		title: showHidden(board.benchmark.name),
		description: showHidden(board.summary),
		preview: previewOf(board, query.slice),
		view: viewBoard(frame, more.published ? addElsewhere(board.rows, more.published) : board.rows),
		beside: query.snapshot === undefined ? await besidePairwise(event, board) : undefined,
		jury: more.jury,
		cascade: more.cascade,
	};
};

/** The image of the snapshot that is shown, so that a site which has cached an older one asks again. */
function previewOf({ benchmark, snapshot }: Leaderboard, slice: LeaderboardQuery): string {
	const { judge, ...questions } = slice;
	const which = snapshot ? { snapshot: snapshot.id } : { judge };
	return previewPath(boardPath(benchmarkName(benchmark)), { ...questions, ...which });
}

/** What others published, for a reader who has picked that column of a board of today. */
async function readElsewhere(client: Client, benchmark: string, asked: BoardQuery) {
	if (asked.snapshot !== undefined || !asked.columns?.includes('ext')) return undefined;
	const { rule: _rule, ...slice } = asked.slice;
	return client.publishedResults(benchmark, slice);
}

/** How the members of a jury, or the two judges of a cascade, made a board of today. */
async function readSteps(
	client: Client,
	benchmark: string,
	asked: BoardQuery,
	judge: { readonly kind: string; readonly name: string },
) {
	if (asked.snapshot !== undefined || isFiltered(asked.slice)) return {};
	const of = { judge: judge.name };
	if (judge.kind === 'jury') return { jury: await client.jury(benchmark, of) };
	if (judge.kind !== 'cascade') return {};
	return { cascade: await client.cascade(benchmark, of) };
}
