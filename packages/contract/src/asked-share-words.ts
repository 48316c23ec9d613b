import { formatPercent } from './percent.ts';
import type { RunEstimate } from './schemas/run-plan.ts';

type Share = NonNullable<RunEstimate['second_asked']>;

/** How often a cascade will ask its second judge, in a sentence. */
export function describeAskedShare({ low, expected, high, battles }: Share): string {
	if (low === high)
		return `The second judge is asked about ${formatPercent(expected)} of the battles: the first one has judged all of them.`;
	if (battles === 0)
		return 'The second judge is asked about none to all of the battles; the estimate takes all, and the range of the cost goes from none to all.';
	return `The second judge is asked about ${formatPercent(expected)} of the battles if they are like the ${battles} that the first one has judged; the range of the cost goes from none to all.`;
}
