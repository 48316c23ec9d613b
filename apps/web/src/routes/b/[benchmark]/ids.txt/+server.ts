import { askApi } from '../../../../lib/server/api.ts';
import { cacheBoard } from '../../../../lib/server/cache.ts';
import type { RequestHandler } from './$types';

const PAGE = 200;

/** The ids that a file of answers has to name, one a line; ids are public where the texts are not. */
export const GET: RequestHandler = async (event) => {
	const { benchmark } = event.params;
	const ids = await askApi(event, async (client) => {
		const found: string[] = [];
		for (let cursor: string | null = ''; cursor !== null;) {
			const page = await client.questions(benchmark, { cursor, limit: PAGE });
			found.push(...page.items.map(({ question_id: id }) => id));
			cursor = page.next_cursor;
		}
		return found;
	});
	cacheBoard(event);
	event.setHeaders({
		'content-type': 'text/plain; charset=utf-8',
		'content-disposition': `attachment; filename="${benchmark.replaceAll(/[^a-z0-9.@-]/gi, '-')}-ids.txt"`,
		'x-content-type-options': 'nosniff',
	});
	return new Response(ids.map((id) => `${id}\n`).join(''));
};
