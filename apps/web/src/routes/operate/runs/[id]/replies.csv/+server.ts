import { repliesCsv } from '@codejoust/contract/replies-csv';
import type { RunReply } from '@codejoust/contract/client';
import { readToken } from '../../../../../lib/operate/session.ts';
import { askApi } from '../../../../../lib/server/api.ts';
import type { RequestHandler } from './$types';

const PAGE = 200;

/** All replies of a run for an operator who is signed in; others get the API's refusal. */
export const GET: RequestHandler = async (event) => {
	const { id } = event.params;
	const replies = await askApi(
		event,
		async (client) => {
			const found: RunReply[] = [];
			for (let cursor: string | null = ''; cursor !== null;) {
				const page = await client.runReplies(id, {
					limit: PAGE,
					...(cursor === '' ? {} : { cursor }),
				});
				found.push(...page.items);
				cursor = page.next_cursor;
			}
			return found;
		},
		readToken(event),
	);
	event.setHeaders({
		'cache-control': 'private, no-store',
		'content-type': 'text/csv; charset=utf-8',
		'content-disposition': `attachment; filename="${id.replaceAll(/\W/g, '-')}-replies.csv"`,
		'x-content-type-options': 'nosniff',
	});
	return new Response(`${repliesCsv(replies)}\r\n`);
};
