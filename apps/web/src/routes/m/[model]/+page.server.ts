import { askApi } from '../../../lib/server/api.ts';
import { cacheBoard } from '../../../lib/server/cache.ts';
import { showHidden } from '../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const model = await askApi(event, (client) => client.model(event.params.model));
	cacheBoard(event);
	return { title: showHidden(model.name), model };
};
