import { ratingsTable } from '../../../../../lib/ratings/ratings-table.ts';
import { readSlice } from '../../../../../lib/board/slice.ts';
import { chartHead } from '../../../../../lib/chart/chart-head.ts';
import { findChosen, modelChoices } from '../../../../../lib/chart/model-choice.ts';
import { askApi } from '../../../../../lib/server/api.ts';
import { cacheBoard } from '../../../../../lib/server/cache.ts';
import { refuseUnknown } from '../../../../../lib/server/chart-request.ts';
import type { PageServerLoad } from './$types';

/** The models of the address; more than three lines cannot be told apart. */
const FIELDS = ['a', 'b', 'c'] as const;

export const load: PageServerLoad = async (event) => {
	const { benchmark } = event.params;
	const search = event.url.searchParams;
	const board = await askApi(event, (client) => client.leaderboard(benchmark, readSlice(search)));
	cacheBoard(event);
	const ratings = ratingsTable(board.rows);
	const rows = ratings?.rows ?? [];
	const choices = modelChoices(rows);
	const asked = FIELDS.flatMap((field) => search.get(field) || []);
	const { chosen, unknown } = findChosen(
		rows,
		asked.length > 0 ? asked : choices.slice(0, FIELDS.length).map(({ value }) => value),
	);
	refuseUnknown(unknown);
	const head = chartHead({ benchmark, search }, board, 'criteria');
	return {
		title: head.title,
		head,
		choices,
		chosen,
		criteria: ratings?.criteria ?? [],
		fields: FIELDS.map((key, place) => ({
			key,
			name: `Model ${place + 1}`,
			id: chosen[place]?.submission_id,
			isNeeded: place === 0,
		})),
	};
};
