import { askApi } from '../lib/server/api.ts';
import { cacheBoard } from '../lib/server/cache.ts';
import type { PageServerLoad } from './$types';

const ROWS_SHOWN = 5;

export const load: PageServerLoad = async (event) => {
	const { items } = await askApi(event, (client) => client.overview({ limit: ROWS_SHOWN }));
	cacheBoard(event);
	return { preview: '/preview.png', boards: items, example: items[0]?.benchmark.slug ?? 'sample' };
};
