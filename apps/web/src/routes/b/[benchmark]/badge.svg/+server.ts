import { error } from '@sveltejs/kit';
import { readSlice, SLICE_KEYS } from '../../../../lib/board/slice.ts';
import { askApi } from '../../../../lib/server/api.ts';
import { cacheBoard } from '../../../../lib/server/cache.ts';
import { tellRank, writeBadge } from '../../../../lib/share/badge.ts';
import { showHidden } from '../../../../lib/text/visible-text.ts';
import type { RequestHandler } from './$types';

/** Asked without a key: what is private has no badge. */
export const GET: RequestHandler = async (event) => {
	const model = event.url.searchParams.get('model')?.trim() ?? '';
	const board = await askApi(event, (client) =>
		client.leaderboard(event.params.benchmark, readSlice(event.url.searchParams)),
	);
	const part = SLICE_KEYS.flatMap((key) => board.slice[key] ?? []);
	const badge = tellRank({ ...board, part }, model);
	if (badge === undefined)
		error(404, 'Not found', {
			detail: `There is no model "${showHidden(model)}" on the board of ${board.benchmark.slug}. Name one: ?model=SLUG`,
		});
	cacheBoard(event);
	event.setHeaders({
		'content-type': 'image/svg+xml; charset=utf-8',
		'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
		'cross-origin-resource-policy': 'cross-origin',
	});
	return new Response(writeBadge(badge));
};
