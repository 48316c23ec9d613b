import { readSlice } from '../../../../../lib/board/slice.ts';
import { historySegments } from '../../../../../lib/chart/history.ts';
import { findChosen, modelChoices } from '../../../../../lib/chart/model-choice.ts';
import { askApi } from '../../../../../lib/server/api.ts';
import { cacheBoard } from '../../../../../lib/server/cache.ts';
import { chartHead } from '../../../../../lib/chart/chart-head.ts';
import { onlyJudge } from '../../../../../lib/server/chart-request.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { benchmark } = event.params;
	const search = event.url.searchParams;
	const judge = onlyJudge(readSlice(search));
	const cursor = search.get('before') ?? undefined;
	const board = await askApi(event, (client) => client.leaderboard(benchmark, judge));
	cacheBoard(event);
	const choices = modelChoices(board.rows);
	const model = search.get('model') ?? choices[0]?.value;
	const head = chartHead({ benchmark, search }, board, 'history');
	const page = { title: head.title, head, choices, isOlder: cursor !== undefined };
	if (model === undefined) return page;
	const history = await askApi(event, (client) =>
		client.history(benchmark, { ...judge, model, ...(cursor === undefined ? {} : { cursor }) }),
	);
	const [chosen] = findChosen(board.rows, [model]).chosen;
	return {
		...page,
		model,
		named: history.model,
		/** Absent for a model that only stood on an earlier board. */
		chosen: chosen?.submission_id,
		segments: historySegments(history.items),
		next: history.next_cursor,
	};
};
