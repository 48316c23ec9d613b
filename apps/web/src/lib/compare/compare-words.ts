import type { PairComparison } from '@codejoust/contract/client';
import { formatUnits } from '../format/quantity.ts';
import { ABSENT, points } from '../format/percent.ts';

type Names = { readonly a: string; readonly b: string };
type Difference = PairComparison['difference'];
type Judged = Pick<
	PairComparison,
	'answer' | 'reason' | 'shared' | 'adjusted_p_value' | 'more_questions'
> & {
	/** Questions on which one did better. */
	readonly a_better: number;
	readonly b_better: number;
};

/** The answer in one sentence. */
export function describeAnswer({ answer, shared }: Judged, { a, b }: Names): string {
	switch (answer) {
		case 'a-better':
			return `${a} is better than ${b} on these questions.`;
		case 'b-better':
			return `${b} is better than ${a} on these questions.`;
		case 'cannot-tell':
			return `These verdicts cannot distinguish ${a} from ${b}.`;
		case 'not-enough-questions':
			return shared === 0
				? `${a} and ${b} share no scored question: nothing can be compared.`
				: 'There are too few questions to say who is better.';
		case 'not-ranked':
			return `${a} and ${b} are not compared: one of them has no rank on this board.`;
	}
}

/** Why, in a sentence or two. */
export function describeReason(pair: Judged): string {
	const p = formatP(pair.adjusted_p_value);
	switch (pair.reason) {
		case 'distinguished':
			return `The test over all pairs of this board together distinguishes them (${p}). It is the test behind the ranks.`;
		case 'within-chance':
			return `Among all pairs of this board, chance alone gives a difference like this one too often (${p}, at most 0.050 is needed). The test is the one behind the ranks.${describeMore(pair)}`;
		case 'fewer-than-6-differing-questions':
			return pair.a_better + pair.b_better === 0
				? 'They did equally well on every question.'
				: `They ended differently on ${pair.a_better + pair.b_better} of ${pair.shared} shared questions; below six no model is called better.`;
		case 'not-ranked':
			return 'A model with less than 95 % of its battles scored takes part in no test.';
		case 'no-shared-question':
			return 'A question counts where both models have a scored battle.';
	}
}

function describeMore({ more_questions: more }: Judged): string {
	if (more === null) return '';
	return ` About ${formatUnits(more, 'more question', 'more questions')} would distinguish them, if the difference stays as it is.`;
}

/** `p = 0.034`, `p < 0.001`. */
export function formatP(p: number | null): string {
	if (p === null) return `p ${ABSENT}`;
	return p < 0.001 ? 'p\u00a0<\u00a00.001' : `p\u00a0=\u00a0${p.toFixed(3)}`;
}

/** A difference in percentage points with its sign: `+3.4`, `−1.0`. */
export function formatDifference(difference: Difference): string {
	return difference === null ? ABSENT : signed(difference.value);
}

/** `−2.1 to +9.0`. */
export function formatDifferenceRange(difference: Difference): string {
	return difference === null ? '' : `${signed(difference.low)} to ${signed(difference.high)}`;
}

function signed(share: number): string {
	const text = points(Math.abs(share));
	if (text === '0.0') return text;
	return share > 0 ? `+${text}` : `−${text}`;
}
