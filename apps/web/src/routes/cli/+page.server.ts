import { askApi } from '../../lib/server/api.ts';
import { cacheBoard } from '../../lib/server/cache.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { version, client } = await askApi(event, (api) => api.version());
	cacheBoard(event);
	return { title: 'Command line', version, client, origin: event.url.origin };
};
