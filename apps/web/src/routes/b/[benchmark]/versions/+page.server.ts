import { type Client, ProblemError, type VersionChanges } from '@codejoust/contract/client';
import { benchmarkName } from '../../../../lib/link.ts';
import { askApi } from '../../../../lib/server/api.ts';
import { cacheBoard } from '../../../../lib/server/cache.ts';
import { showHidden } from '../../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const judge = event.url.searchParams.get('judge')?.trim() || undefined;
	const from = event.url.searchParams.get('from') ?? undefined;
	const found = await askApi(event, async (client) => {
		const benchmark = await client.benchmark(event.params.benchmark);
		const name = benchmarkName(benchmark);
		return {
			benchmark,
			name,
			changes: await findChanges(client, name, from),
			snapshotId: await findSnapshotId(client, name, {
				judge,
				isJudged: benchmark.judges.length > 0,
			}),
		};
	});
	cacheBoard(event);
	const { choices: _, ...benchmark } = found.benchmark;
	return { ...found, judge, benchmark, title: `Versions of ${showHidden(benchmark.name)}` };
};

/** Nothing for a first version; a version that is asked for and not there is the reader's to know. */
async function findChanges(
	client: Client,
	name: string,
	from: string | undefined,
): Promise<VersionChanges | undefined> {
	try {
		return await client.changes(name, from === undefined ? {} : { from });
	} catch (cause) {
		const isFirst = cause instanceof ProblemError && cause.problem.code === 'not-found';
		if (isFirst && from === undefined) return undefined;
		throw cause;
	}
}

async function findSnapshotId(
	client: Client,
	name: string,
	{ judge, isJudged }: { readonly judge: string | undefined; readonly isJudged: boolean },
) {
	if (!isJudged) return undefined;
	const query = judge === undefined ? {} : { judge };
	return (await client.leaderboard(name, { limit: 1, ...query })).snapshot?.id;
}
