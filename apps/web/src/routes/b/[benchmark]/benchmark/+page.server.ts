import { benchmarkName } from '../../../../lib/link.ts';
import { askApi } from '../../../../lib/server/api.ts';
import { cacheBoard } from '../../../../lib/server/cache.ts';
import { showHidden } from '../../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const profile = await askApi(event, (client) => client.profile(event.params.benchmark));
	cacheBoard(event);
	const { benchmark } = profile;
	return {
		profile,
		name: benchmarkName(benchmark),
		title: `Questions of ${showHidden(benchmark.name)}`,
	};
};
