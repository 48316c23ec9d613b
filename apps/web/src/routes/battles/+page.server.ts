import { battleQuery, readBattleFilter } from '../../lib/battle/battle-filter.ts';
import { withParams } from '../../lib/link.ts';
import { askApi } from '../../lib/server/api.ts';
import { cacheBoard } from '../../lib/server/cache.ts';
import type { PageServerLoad } from './$types';

const PAGE_SIZE = 50;

export const load: PageServerLoad = async (event) => {
	const search = event.url.searchParams;
	const filter = readBattleFilter(search);
	const cursor = search.get('cursor');
	const [battles, benchmarks, models, benchmark] = await askApi(event, (client) =>
		Promise.all([
			client.battles(battleQuery(filter, cursor, PAGE_SIZE)),
			client.benchmarks(),
			client.models(),
			filter.benchmark === undefined ? undefined : client.benchmark(filter.benchmark),
		]),
	);
	cacheBoard(event);
	return {
		title: 'Battles',
		filter,
		battles: battles.items,
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
