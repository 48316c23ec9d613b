import { shortenValue } from '@codejoust/arena/text/printable';
import type { ResponseSummary } from './response-collector.ts';

/** Whether so many of the ids that a benchmark lacks are those of another one that the file must be meant for it. */
export function isElsewhere(found: number, strangers: readonly string[]): boolean {
	return 2 * found > strangers.length;
}

/** What is said of a file, with the benchmark whose questions its ids are. */
export function nameElsewhere<Summary extends Pick<ResponseSummary, 'problems' | 'strangers'>>(
	summary: Summary,
	benchmark: string,
): Summary {
	const { shown, total } = summary.problems;
	const problems = shown.map((problem) =>
		problem.reason === 'unknown-question' && problem.line === undefined
			? {
					...problem,
					message: `${problem.message} These are questions of ${shortenValue(benchmark)}: submit the file to that benchmark.`,
				}
			: problem,
	);
	return { ...summary, problems: { shown: problems, total } };
}
