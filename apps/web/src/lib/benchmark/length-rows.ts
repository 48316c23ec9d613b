import type { LengthHistogram } from '@codejoust/contract/client';
import { formatCount } from '../format/quantity.ts';

/** The bins of a histogram by their lengths: `100 to 199`, the last one `50,000 and more`. */
export function lengthRows({ bins }: LengthHistogram) {
	return bins.map(({ from, to, texts: count }) => ({
		label:
			to === null
				? `${formatCount(from)} and more`
				: `${formatCount(from)} to ${formatCount(to - 1)}`,
		count,
	}));
}
