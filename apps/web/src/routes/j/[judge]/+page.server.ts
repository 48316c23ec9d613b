import type { Client, JudgeVersion } from '@codejoust/contract/client';
import { describeDefinition } from '../../../lib/judges/definition.ts';
import { askApi } from '../../../lib/server/api.ts';
import { cacheRecord } from '../../../lib/server/cache.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const since = event.url.searchParams.get('since')?.trim() || undefined;
	const { judge, changes } = await askApi(event, async (client) => {
		const found = await client.judge(event.params.judge);
		return { judge: found, changes: await readChanges(client, found, since) };
	});
	const checks = await askApi(event, (client) => client.checksOfJudge(judge.name));
	cacheRecord(event);
	return {
		title: `Judge ${judge.name}`,
		judge,
		checks: checks.items,
		changes,
		pinned: describeDefinition(judge.definition),
	};
};

/** Since the version that is named, or the one before; a first version has none. */
async function readChanges(
	client: Client,
	{ name, versions }: JudgeVersion,
	since: string | undefined,
) {
	const isFirst = versions.at(-1)?.name === name;
	if (since === undefined && isFirst) return undefined;
	return client.judgeChanges(name, since === undefined ? {} : { since });
}
