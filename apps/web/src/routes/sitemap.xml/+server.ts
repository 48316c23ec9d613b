import { benchmarkName } from '../../lib/link.ts';
import { askApi } from '../../lib/server/api.ts';
import { cacheBoard } from '../../lib/server/cache.ts';
import { listPages, writeSitemap } from '../../lib/share/sitemap.ts';
import type { RequestHandler } from './$types';

/** Asked without a key, so that what is private is on no list. */
export const GET: RequestHandler = async (event) => {
	const [benchmarks, models, judges] = await askApi(event, (client) =>
		Promise.all([client.benchmarks(), client.models(), client.judges()]),
	);
	const paths = listPages({
		benchmarks: benchmarks.items.map(benchmarkName),
		models: models.items.map(({ slug }) => slug),
		judges: judges.items.map(({ name }) => name),
	});
	cacheBoard(event);
	event.setHeaders({ 'content-type': 'application/xml; charset=utf-8' });
	return new Response(writeSitemap(event.url.origin, paths));
};
