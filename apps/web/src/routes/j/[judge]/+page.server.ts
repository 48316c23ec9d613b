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
	const [cascade, ...others] = await askApi(event, (client) => readCascades(client, judge));
	cacheRecord(event);
	return {
		title: `Judge ${judge.name}`,
		judge,
		checks: checks.items,
		cascades: cascade && ([cascade, ...others] as const),
		changes,
		pinned: describeDefinition(judge.definition),
	};
};

/** A page shows so many boards of a cascade. */
const MOST_CASCADES = 20;

/** What a cascade asked and saved on its boards; nothing of another judge. */
async function readCascades(client: Client, { kind, name, boards }: JudgeVersion) {
	if (kind !== 'cascade') return [];
	const shown = boards.slice(0, MOST_CASCADES);
	return Promise.all(shown.map(({ benchmark }) => client.cascade(benchmark, { judge: name })));
}

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
