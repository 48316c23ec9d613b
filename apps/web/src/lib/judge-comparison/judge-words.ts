import type { JudgeComparison, QuestionShare } from '@codejoust/contract/client';
import { ABSENT, formatPercent, formatPoints, formatRange } from '../format/percent.ts';
import { formatCount, formatUnits } from '../format/quantity.ts';
import { listReasons } from '../format/unscored-reason.ts';

type Conduct = JudgeComparison['from'];

/** Whether a model moves, in a word or two that need no colour. */
export function describeMove({ answer }: Pick<JudgeComparison['models'][number], 'answer'>): {
	readonly text: string;
	readonly isMoved: boolean;
} {
	switch (answer) {
		case 'up':
			return { text: 'up', isMoved: true };
		case 'down':
			return { text: 'down', isMoved: true };
		case 'cannot-tell':
			return { text: 'not beyond chance', isMoved: false };
		case 'not-enough-questions':
			return { text: 'too few questions', isMoved: false };
	}
}

/** What a share is of, and its interval: `n 480, 71.2–79.0`. */
export function describeShare({ n, low, high }: QuestionShare): string {
	const range = low === null || high === null ? '' : `, ${formatRange({ low, high })}`;
	return n === 0 ? 'no data' : `n ${formatCount(n)}${range}`;
}

/** A coefficient with two decimals; what rounds to nothing has no sign. */
export function formatCoefficient(value: number | null | undefined): string {
	if (value == null) return ABSENT;
	const text = Math.abs(value).toFixed(2);
	return value < 0 && text !== '0.00' ? `−${text}` : text;
}

/** A p-value under a heading that names it: `0.034`, `< 0.001`. */
export function formatLevel(p: number | null): string {
	if (p === null) return ABSENT;
	return p < 0.001 ? '<\u00a00.001' : p.toFixed(3);
}

/** Of the battles that a judge was asked about, how many have no outcome, and why. */
export function describeUnscored({
	battles_scored: scored,
	battles_unscored: unscored,
	unscored_reasons: reasons,
}: Conduct): string {
	const all = formatUnits(scored + unscored, 'battle');
	return unscored === 0 ? `none of ${all}` : `of ${all}: ${listReasons(reasons)}`;
}

const ABSENT_BIAS = {
	'family-unknown': 'not measured: the maker of one of the two is not known',
	'same-family': 'not measured: both judges are of one maker, so neither can be seen from outside',
	'no-contestant-of-family': 'not measured: no contestant here is of its maker',
} as const;

/** A judge's liking for models of its own maker, beside the other judge's view of them. */
export function describeFamilyBias(bias: Conduct['family_bias']): {
	readonly value: string;
	readonly note: string;
} {
	const relative = bias.is_baseline_of_family ? ' The baseline is of its maker, too.' : '';
	if (bias.absent) return { value: ABSENT, note: `${ABSENT_BIAS[bias.absent]}.${relative}` };
	const views = `gives ${bias.family ?? 'its maker'}’s models ${formatPercent(bias.own)}, the other judge ${formatPercent(bias.others)}, over ${formatUnits(bias.own_battles, 'battle')}`;
	const excess =
		bias.excess === null ? '' : `; ${formatPoints(bias.excess)} beyond its leniency to others`;
	return {
		value: bias.preference === null ? ABSENT : formatPoints(bias.preference),
		note: `points: ${views}${excess}.${relative}`,
	};
}

/** Whether both judges were asked in games: a judge that rates, for instance, has none. */
export function hasGames({ verdicts }: Pick<JudgeComparison, 'verdicts'>): boolean {
	return verdicts.labels.n > 0 || verdicts.unscored > 0;
}
