import type { RequestEvent } from '@sveltejs/kit';
import { readSlice } from '../board/slice.ts';
import { type Axis, frontierRows } from '../chart/frontier.ts';
import { askApi } from './api.ts';
import { cacheBoard } from './cache.ts';
import { chartHead } from '../chart/chart-head.ts';

/** What the charts of scores against length and against cost show. */
export async function loadFrontier(
	event: RequestEvent & { readonly params: { readonly benchmark: string } },
	axis: Axis,
) {
	const { benchmark } = event.params;
	const search = event.url.searchParams;
	const board = await askApi(event, (client) => client.leaderboard(benchmark, readSlice(search)));
	cacheBoard(event);
	const head = chartHead({ benchmark, search }, board, axis);
	return { title: head.title, head, rows: frontierRows(board, axis) };
}
