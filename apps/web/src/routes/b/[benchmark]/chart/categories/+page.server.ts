import { readSlice } from '../../../../../lib/board/slice.ts';
import { categoryRows } from '../../../../../lib/chart/category-scores.ts';
import { findChosen, modelChoices } from '../../../../../lib/chart/model-choice.ts';
import { askApi } from '../../../../../lib/server/api.ts';
import { askWithMatrix } from '../../../../../lib/server/board-page.ts';
import { cacheBoard } from '../../../../../lib/server/cache.ts';
import { chartHead } from '../../../../../lib/chart/chart-head.ts';
import { onlyJudge, refuseUnknown } from '../../../../../lib/server/chart-request.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { benchmark } = event.params;
	const search = event.url.searchParams;
	const judge = onlyJudge(readSlice(search));
	const [board, matrix] = await askApi(event, (client) => askWithMatrix(client, benchmark, judge));
	cacheBoard(event);
	const choices = modelChoices(matrix.rows);
	const asked = search.get('model') ?? choices[0]?.value;
	const { chosen, unknown } = findChosen(matrix.rows, asked === undefined ? [] : [asked]);
	refuseUnknown(unknown);
	const head = chartHead({ benchmark, search }, board, 'categories');
	return { title: head.title, head, choices, chosen, rows: categoryRows(matrix, chosen) };
};
