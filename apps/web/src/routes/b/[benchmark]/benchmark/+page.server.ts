import { benchmarkName } from '../../../../lib/link.ts';
import { askApi } from '../../../../lib/server/api.ts';
import { cacheBoard } from '../../../../lib/server/cache.ts';
import { showHidden } from '../../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const [profile, { task_types: taskTypes }] = await askApi(event, (client) =>
		Promise.all([client.profile(event.params.benchmark), client.taskTypes(event.params.benchmark)]),
	);
	cacheBoard(event);
	const { benchmark } = profile;
	return {
		profile,
		taskTypes,
		name: benchmarkName(benchmark),
		title: `Questions of ${showHidden(benchmark.name)}`,
	};
};
