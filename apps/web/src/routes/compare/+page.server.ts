import type { BenchmarkBrief, Client, Comparison, Leaderboard } from '@codejoust/contract/client';
import { isHttpError, redirect } from '@sveltejs/kit';
import {
	type CompareChoice,
	findFault,
	listOptions,
	readChoice,
	tidyAddress,
} from '../../lib/compare/compare-choice.ts';
import { describeComparison, nameComparison } from '../../lib/share/describe.ts';
import { askApi } from '../../lib/server/api.ts';
import { cacheBoard } from '../../lib/server/cache.ts';
import { benchmarkName, previewPath } from '../../lib/link.ts';
import type { PageServerLoad } from './$types';

/** Of a snapshot's id in an address that does not choose it. */
const SHORT_ID = 12;

type Compared = { readonly comparison?: Comparison; readonly fault?: string | undefined };

export const load: PageServerLoad = async (event) => {
	const tidy = tidyAddress(event.url.searchParams);
	if (tidy !== undefined) redirect(302, tidy);
	const asked = readChoice(event.url.searchParams);
	const { items: benchmarks } = await askApi(event, (client) => client.benchmarks());
	const [only, ...others] = benchmarks;
	const isOnly = only !== undefined && others.length === 0;
	const benchmark = asked.benchmark ?? (isOnly ? benchmarkName(only) : undefined);
	cacheBoard(event);
	const head = { title: 'Compare models', benchmarks, asked: { ...asked, benchmark } };
	if (benchmark === undefined) return { ...head, options: [], board: undefined };
	const board = await askApi(event, (client) => findBoard(client, benchmark, asked.slice.judge));
	const compared: Compared = board ? await compare(event, benchmark, pinJudge(asked, board)) : {};
	return {
		...head,
		...describe(compared, asked),
		benchmarks: listWith(benchmarks, board?.benchmark),
		board: board && { benchmark: board.benchmark, judge: board.judge, judges: board.judges },
		options: listOptions(board?.rows ?? []),
		...compared,
	};
};

/** Title, description and image where models are compared. */
function describe({ comparison }: Compared, asked: CompareChoice) {
	if (comparison === undefined) return {};
	return {
		title: nameComparison(comparison),
		description: describeComparison(comparison),
		preview: previewOf(comparison, asked),
	};
}

/** The address changes with the snapshot, so that a site which has cached an older image asks again. */
function previewOf({ benchmark, judge, snapshot }: Comparison, asked: CompareChoice): string {
	return previewPath('/compare', {
		b: benchmarkName(benchmark),
		models: asked.models.join(','),
		...asked.slice,
		judge: judge.name,
		snapshot: snapshot.id.slice(0, SHORT_ID),
	});
}

/** So that the comparison is of the judge that the page names, whichever becomes the live one in between. */
function pinJudge(asked: CompareChoice, { judge }: Leaderboard): CompareChoice {
	return { ...asked, slice: { ...asked.slice, judge: judge.name } };
}

/** A retired version is on no list, and its board can be read all the same. */
function listWith(
	benchmarks: readonly BenchmarkBrief[],
	shown: BenchmarkBrief | undefined,
): readonly BenchmarkBrief[] {
	if (!shown) return benchmarks;
	const isListed = benchmarks.some((one) => benchmarkName(one) === benchmarkName(shown));
	return isListed ? benchmarks : [...benchmarks, shown];
}

/** Undefined while nothing was submitted to the benchmark. */
async function findBoard(
	client: Client,
	benchmark: string,
	judge: string | undefined,
): Promise<Leaderboard | undefined> {
	const { judges } = await client.benchmark(benchmark);
	if (judges.length === 0) return undefined;
	return client.leaderboard(benchmark, judge === undefined ? {} : { judge });
}

/** What a reader mistyped is told beside the form, so that it can be put right. */
async function compare(
	event: Parameters<PageServerLoad>[0],
	benchmark: string,
	{ models, slice }: CompareChoice,
): Promise<Compared> {
	const fault = findFault(models);
	if (fault !== undefined || models.length < 2) return { fault };
	try {
		return {
			comparison: await askApi(event, (client) =>
				client.comparison(benchmark, { ...slice, models }),
			),
		};
	} catch (cause) {
		if (isHttpError(cause, 422)) return { fault: cause.body.detail ?? cause.body.message };
		throw cause;
	}
}
