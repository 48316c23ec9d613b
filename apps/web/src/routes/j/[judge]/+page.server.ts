import { describeDefinition } from '../../../lib/judge/definition.ts';
import { askApi } from '../../../lib/server/api.ts';
import { cacheRecord } from '../../../lib/server/cache.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const judge = await askApi(event, (client) => client.judge(event.params.judge));
	const checks = await askApi(event, (client) => client.checksOfJudge(judge.name));
	cacheRecord(event);
	return {
		title: `Judge ${judge.name}`,
		judge,
		checks: checks.items,
		pinned: describeDefinition(judge.definition),
	};
};
