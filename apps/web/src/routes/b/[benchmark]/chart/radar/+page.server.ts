import { readSlice } from '../../../../../lib/board/slice.ts';
import { categoryRows } from '../../../../../lib/chart/category-scores.ts';
import { findChosen, modelChoices } from '../../../../../lib/chart/model-choice.ts';
import { askApi } from '../../../../../lib/server/api.ts';
import { askWithMatrix } from '../../../../../lib/server/board-page.ts';
import { cacheBoard } from '../../../../../lib/server/cache.ts';
import { chartHead } from '../../../../../lib/chart/chart-head.ts';
import { onlyJudge, refuseUnknown } from '../../../../../lib/server/chart-request.ts';
import type { PageServerLoad } from './$types';

/** The models of the address; more than three lines cannot be told apart. */
const FIELDS = ['a', 'b', 'c'] as const;

export const load: PageServerLoad = async (event) => {
	const { benchmark } = event.params;
	const search = event.url.searchParams;
	const judge = onlyJudge(readSlice(search));
	const [board, matrix] = await askApi(event, (client) => askWithMatrix(client, benchmark, judge));
	cacheBoard(event);
	const choices = modelChoices(matrix.rows);
	const asked = FIELDS.flatMap((field) => search.get(field) ?? []);
	const { chosen, unknown } = findChosen(
		matrix.rows,
		asked.length > 0 ? asked : choices.slice(0, FIELDS.length).map(({ value }) => value),
	);
	refuseUnknown(unknown);
	const head = chartHead({ benchmark, search }, board, 'radar');
	return {
		title: head.title,
		head,
		choices,
		chosen,
		fields: FIELDS.map((key, place) => ({
			key,
			name: `Model ${place + 1}`,
			id: chosen[place]?.submission_id,
			isNeeded: place === 0,
		})),
		rows: categoryRows(matrix, chosen),
	};
};
