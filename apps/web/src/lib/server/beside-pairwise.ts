import type { JudgeComparison, Leaderboard } from '@codejoust/contract/client';
import { isHttpError, type RequestEvent } from '@sveltejs/kit';
import { benchmarkName } from '../link.ts';
import { askApi } from './api.ts';

/** How a board of ratings agrees with that of a pairwise judge; without its numbers while they cannot be had. */
export type BesidePairwise = {
	readonly judge: string;
	readonly spearman?: number | null;
	readonly outcomes?: Pick<JudgeComparison['outcomes'], 'n' | 'share' | 'low' | 'high'>;
};

/**
 * How a board of ratings agrees with the board of a pairwise judge of the same benchmark; undefined for other boards and where
 * there is no such judge. While the comparison cannot be had, the page says so and shows its own numbers.
 */
export async function besidePairwise(
	event: Pick<RequestEvent, 'platform' | 'locals' | 'url'>,
	{ benchmark, judge, judges }: Pick<Leaderboard, 'benchmark' | 'judge' | 'judges'>,
): Promise<BesidePairwise | undefined> {
	const other =
		judge.kind === 'rubric' ? judges.find(({ kind }) => kind === 'pairwise') : undefined;
	if (!other) return undefined;
	const names = { from: other.name, to: judge.name };
	try {
		const { boards, outcomes } = await askApi(event, (client) =>
			client.judgeComparison(benchmarkName(benchmark), names),
		);
		return { judge: other.name, spearman: boards.spearman, outcomes };
	} catch (cause) {
		// It is computed beside the board, and never in place of it.
		if (isHttpError(cause) && cause.status !== 500) return { judge: other.name };
		throw cause;
	}
}
