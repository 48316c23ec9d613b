import type { Leaderboard } from '@codejoust/contract/client';
import { formatMinute } from '../format/instant.ts';
import { benchmarkName } from '../link.ts';
import { showHidden } from '../text/visible-text.ts';
import { entrantName } from './entrant-name.ts';

/** What a chart is of, in the words that stand under it on the page and in its files. */
export type ChartCaption = {
	readonly parts: readonly string[];
	/** Said of a board whose judge is the rehearsal judge. */
	readonly warning: string | undefined;
	/** Names the file that is saved: letters, digits, dots and hyphens. */
	readonly file: string;
};

type Captioned = Pick<Leaderboard, 'benchmark' | 'judge' | 'baseline' | 'snapshot' | 'updated_at'>;

const SHORT = 12;

export function captionOf(
	board: Captioned,
	chart: { readonly key: string; readonly filters: readonly string[] },
): ChartCaption {
	const { benchmark, judge, baseline, snapshot } = board;
	const name = benchmarkName(benchmark);
	return {
		parts: [
			`${showHidden(benchmark.name)} (${name})`,
			`baseline ${entrantName(baseline.model)}`,
			`judge ${showHidden(judge.name)}`,
			...(snapshot ? [`snapshot ${snapshot.id.slice(0, SHORT)}`] : []),
			formatMinute(board.updated_at),
			...(chart.filters.length === 0 ? [] : [`only ${chart.filters.join(', ')}`]),
		],
		warning: judge.is_rehearsal
			? 'Rehearsal: judged by a heuristic that measures no model.'
			: undefined,
		file: [name.replace('@', '-'), chart.key, snapshot?.id.slice(0, SHORT)]
			.filter((part) => part !== undefined)
			.join('-'),
	};
}
