import type { PairComparison } from '@codejoust/api/client';
import { ABSENT, points } from '../format/percent.ts';

type Names = { readonly a: string; readonly b: string };
type Difference = PairComparison['difference'];
type Judged = Pick<
	PairComparison,
	'answer' | 'reasons' | 'shared' | 'difference' | 'adjusted_p_value'
>;

/** The answer in one sentence. */
export function describeAnswer({ answer, shared }: Judged, { a, b }: Names): string {
	switch (answer) {
		case 'a-better':
			return `${a} is better than ${b} on these questions.`;
		case 'b-better':
			return `${b} is better than ${a} on these questions.`;
		case 'cannot-tell':
			return `These verdicts cannot tell ${a} and ${b} apart.`;
		case 'not-enough-questions':
			return shared === 0
				? `${a} and ${b} share no scored question: nothing can be compared.`
				: 'There are too few questions to say who is better.';
	}
}

/** Why, in a sentence or two. */
export function describeReasons({ answer, reasons, shared, adjusted_p_value: p }: Judged): string {
	const has = (reason: PairComparison['reasons'][number]) => reasons.includes(reason);
	if (shared === 0) return 'A question counts where both models have a scored battle.';
	if (has('fewer-than-30-shared-questions'))
		return `They share ${shared} scored ${shared === 1 ? 'question' : 'questions'}; below 30 no model is called better.`;
	if (has('no-discordant-questions')) return 'They did equally well on every question.';
	const interval = `the interval of the difference ${has('interval-excludes-zero') ? 'excludes' : 'includes'} zero`;
	const test = `the exact McNemar test is ${has('p-value-below-level') ? 'below' : 'above'} 5 % (${formatP(p)})`;
	const isSplit =
		answer === 'cannot-tell' && has('interval-excludes-zero') && has('p-value-below-level');
	if (isSplit) return `The interval and the test point to different sides (${formatP(p)}).`;
	const joint = has('interval-excludes-zero') === has('p-value-below-level') ? 'and' : 'but';
	return `${capital(interval)}, ${joint} ${test}. A model is called better when both agree.`;
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

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
