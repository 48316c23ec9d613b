import { withParams } from '../../lib/link.ts';
import { askApi } from '../../lib/server/api.ts';
import { cacheBoard } from '../../lib/server/cache.ts';
import type { PageServerLoad } from './$types';

const PAGE_SIZE = 50;

export const load: PageServerLoad = async (event) => {
	const search = event.url.searchParams;
	const benchmark = search.get('benchmark')?.trim() || undefined;
	const cursor = search.get('cursor');
	const of = benchmark === undefined ? {} : { benchmark };
	const [changes, benchmarks] = await askApi(event, (client) =>
		Promise.all([
			client.changelog({ ...of, ...(cursor ? { cursor } : {}), limit: PAGE_SIZE }),
			client.benchmarks(),
		]),
	);
	cacheBoard(event);
	return {
		title: 'Changelog',
		benchmark,
		benchmarks: new Map(benchmarks.items.map(({ slug, name }) => [slug, name])),
		changes: changes.items,
		feed: withParams('/changelog.atom', of),
		first: cursor ? withParams('/changelog', of) : undefined,
		next: changes.next_cursor
			? withParams('/changelog', { ...of, cursor: changes.next_cursor })
			: undefined,
	};
};
