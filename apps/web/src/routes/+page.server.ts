import type { BenchmarkBrief, Client, Leaderboard } from '@codejoust/api/client';
import { benchmarkName } from '../lib/link.ts';
import { askApi } from '../lib/server/api.ts';
import { cacheBoard } from '../lib/server/cache.ts';
import type { PageServerLoad } from './$types';

const ROWS_SHOWN = 5;

export const load: PageServerLoad = async (event) => {
	const entries = await askApi(event, async (client) => {
		const { items } = await client.benchmarks();
		return Promise.all(newestVersions(items).map((benchmark) => findBoard(client, benchmark)));
	});
	cacheBoard(event);
	return { entries, example: entries[0]?.benchmark.slug ?? 'sample' };
};

/** The first version of each benchmark, since the newest is listed first; its board leads to the others. */
function newestVersions(benchmarks: readonly BenchmarkBrief[]): readonly BenchmarkBrief[] {
	const firsts = new Map(benchmarks.toReversed().map((benchmark) => [benchmark.slug, benchmark]));
	return benchmarks.filter((benchmark) => firsts.get(benchmark.slug) === benchmark);
}

/** A benchmark and its board; without one while nothing was submitted to it. */
async function findBoard(
	client: Client,
	benchmark: BenchmarkBrief,
): Promise<{ readonly benchmark: BenchmarkBrief; readonly board: Leaderboard | undefined }> {
	const name = benchmarkName(benchmark);
	const { judges } = await client.benchmark(name);
	const board =
		judges.length === 0 ? undefined : await client.leaderboard(name, { limit: ROWS_SHOWN });
	return { benchmark, board };
}
