import { battleQuery, isNamed, readBattleFilter } from '../../lib/battle/battle-filter.ts';
import { withParams } from '../../lib/link.ts';
import { askApi } from '../../lib/server/api.ts';
import { cacheBoard } from '../../lib/server/cache.ts';
import type { PageServerLoad } from './$types';

const PAGE_SIZE = 50;

export const load: PageServerLoad = async (event) => {
	const search = event.url.searchParams;
	const filter = readBattleFilter(search);
	const cursor = search.get('cursor');
	const { q, outcome: _outcome, reason: _reason, ...counted } = filter;
	// Words of all benchmarks are not looked for: the page says so.
	const { q: _q, ...withoutWords } = filter;
	const asked = isNamed(filter) ? filter : withoutWords;
	const [battles, benchmarks, models, benchmark, counts] = await askApi(event, (client) =>
		Promise.all([
			client.battles(battleQuery(asked, cursor, PAGE_SIZE)),
			client.benchmarks(),
			client.models(),
			filter.benchmark === undefined ? undefined : client.benchmark(filter.benchmark),
			q === undefined && isNamed(filter) ? client.battleCounts(counted) : undefined,
		]),
	);
	cacheBoard(event);
	return {
		title: 'Battles',
		filter,
		battles: battles.items,
		counts,
		searched: battles.searched,
		needsBenchmark: q !== undefined && !isNamed(filter),
		benchmarks: benchmarks.items,
		models: models.items,
		choices: benchmark?.choices,
		judges: benchmark?.judges ?? [],
		first: cursor ? withParams('/battles', filter) : undefined,
		next: battles.next_cursor
			? withParams('/battles', { ...filter, cursor: battles.next_cursor })
			: undefined,
	};
};
