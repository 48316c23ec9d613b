import type { JudgeComparison, JudgeFlip } from '@codejoust/contract/client';
import {
	chooseJudges,
	type FlipChoice,
	type JudgeChoice,
	readFlipChoice,
} from '../../../../lib/judge-comparison/judge-choice.ts';
import { benchmarkName } from '../../../../lib/link.ts';
import { askApi } from '../../../../lib/server/api.ts';
import { cacheBoard } from '../../../../lib/server/cache.ts';
import { readFault } from '../../../../lib/server/read-fault.ts';
import { showHidden } from '../../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

type Compared = {
	readonly comparison?: JudgeComparison;
	readonly flips?: { readonly items: readonly JudgeFlip[]; readonly next_cursor: string | null };
	readonly fault?: string | undefined;
};

const FLIPS_SHOWN = 25;

export const load: PageServerLoad = async (event) => {
	const { choices, ...benchmark } = await askApi(event, (client) =>
		client.benchmark(event.params.benchmark),
	);
	cacheBoard(event);
	const name = benchmarkName(benchmark);
	const asked = chooseJudges(event.url.searchParams, benchmark.judges);
	const flipChoice = readFlipChoice(event.url.searchParams);
	return {
		title: `Judges of ${showHidden(benchmark.name)} compared`,
		name,
		benchmark,
		categories: choices.categories.map((category) => category.name),
		asked,
		flipChoice,
		...(asked ? await compare(event, name, { ...asked, flipChoice }) : {}),
	};
};

/** What a reader mistyped is told beside the form, so that it can be put right. */
async function compare(
	event: Parameters<PageServerLoad>[0],
	name: string,
	{ flipChoice, ...judges }: JudgeChoice & { readonly flipChoice: FlipChoice },
): Promise<Compared> {
	try {
		const [comparison, flips] = await askApi(event, (client) =>
			Promise.all([
				client.judgeComparison(name, judges),
				client.judgeFlips(name, { ...judges, ...flipChoice, limit: FLIPS_SHOWN }),
			]),
		);
		return { comparison, flips };
	} catch (cause) {
		return readFault(cause);
	}
}
