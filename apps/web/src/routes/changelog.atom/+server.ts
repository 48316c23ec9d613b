import { createHash } from 'node:crypto';
import { writeAtom } from '../../lib/changelog/atom.ts';
import { withParams } from '../../lib/link.ts';
import { askApi } from '../../lib/server/api.ts';
import { cacheBoard } from '../../lib/server/cache.ts';
import type { RequestHandler } from './$types';

const ENTRIES = 50;

export const GET: RequestHandler = async (event) => {
	const benchmark = event.url.searchParams.get('benchmark')?.trim() || undefined;
	const of = benchmark === undefined ? {} : { benchmark };
	const { items } = await askApi(event, (client) => client.changelog({ ...of, limit: ENTRIES }));
	const feed = writeAtom({
		origin: event.url.origin,
		self: withParams('/changelog.atom', of),
		page: withParams('/changelog', of),
		title: benchmark === undefined ? 'Codejoust changelog' : `Codejoust changelog, ${benchmark}`,
		changes: items,
	});
	cacheBoard(event);
	event.setHeaders({
		'content-type': 'application/atom+xml; charset=utf-8',
		etag: `"${createHash('sha256').update(feed).digest('base64url').slice(0, 27)}"`,
	});
	return new Response(feed);
};
