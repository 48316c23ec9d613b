import { formatPercent } from './percent.ts';
import { LEAST_CORRELATED } from '@codejoust/arena/maths/kendall-interval';
import type { PublishedMatch } from './schemas/closed-lists.ts';
import type { PublishedBoard, PublishedComparison } from './schemas/published-results.ts';

type About = Pick<PublishedComparison, 'measure' | 'source' | 'judge' | 'date'>;
type Figure = PublishedComparison['compared'];

/** What a set is, short: the measure, or the rates of this benchmark. */
export function titlePublished({ measure, source }: Pick<About, 'measure' | 'source'>): string {
	return measure === null ? source : `${measure}, ${source}`;
}

/** Whose results these are, in the sentence that stands wherever they are shown. Untrusted text. */
export function describeOrigin({ source, judge, date }: Omit<About, 'measure'>): string {
	const facts = [`Published by ${source}`, judge === null ? '' : `judge ${judge}`, date ?? ''];
	return `${facts.filter((fact) => fact !== '').join(', ')}; not ranked here.`;
}

/** How far they order models as the board does, in sentences. */
export function describeAgreement({ agreement, compared }: PublishedComparison): string {
	const { models, kendall, spearman, mean_difference: difference } = agreement;
	const both = `${models} ranked ${models === 1 ? 'model has' : 'models have'} both numbers.`;
	const mean =
		difference === null
			? ''
			: ` Our ${FIGURE_WORDS[compared].noun} minus theirs is ${formatSigned(100 * difference)} points on average.`;
	if (models < LEAST_CORRELATED)
		return `${both} A rank correlation needs ${LEAST_CORRELATED}.${mean}`;
	if (!kendall || spearman === null)
		return `${both} All numbers of one side are equal, so there is no rank correlation.${mean}`;
	const { value, low, high } = kendall;
	const interval =
		low === null || high === null
			? ''
			: ` (95 % interval over models ${formatCorrelation(low)} to ${formatCorrelation(high)})`;
	return `${both} Kendall’s tau-b is ${formatCorrelation(value)}${interval}, Spearman’s rho is ${formatCorrelation(spearman)}.${mean}`;
}

/** The figure that is compared, for heads of columns and for sentences. */
export const FIGURE_WORDS = {
	score: { title: 'Score', noun: 'score' },
	win_rate: { title: 'Win rate', noun: 'win rate' },
	value: { title: 'Value', noun: 'score' },
} as const satisfies Record<Figure, object>;

export const MATCH_WORDS = {
	ranked: 'ranked here',
	unranked: 'unranked here',
	baseline: 'the baseline here',
	several: 'fits several models here',
	none: 'not on this board',
} as const satisfies Record<PublishedMatch, string>;

/** A published figure: a share as a percentage, points as they stand. */
export function formatPublished(
	value: number | null,
	unit: PublishedComparison['unit'],
): string | undefined {
	if (value === null) return undefined;
	return unit === 'points' ? String(Number(value.toFixed(2))) : formatPercent(value);
}

const ALL = 'all questions';

/** The slice that numbers are about. */
export function describePublishedSlice(
	slice: Pick<PublishedBoard['slice'], 'category' | 'subcategory' | 'language' | 'difficulty'>,
): string {
	const { category, subcategory, language, difficulty } = slice;
	const parts = [category, subcategory, language, difficulty].flatMap((part) => part ?? []);
	return parts.length === 0 ? ALL : parts.join(' · ');
}

/** The same with its size: `all 397 questions`, or `Databases · SQL, 27 questions`. */
export function describePublishedQuestions(slice: PublishedBoard['slice']): string {
	const questions = `${slice.n.toLocaleString('en-US')} ${slice.n === 1 ? 'question' : 'questions'}`;
	const name = describePublishedSlice(slice);
	return name === ALL ? `all ${questions}` : `${name}, ${questions}`;
}

function formatCorrelation(value: number): string {
	return value.toFixed(2).replace('-', '−').replace('−0.00', '0.00');
}

function formatSigned(points: number): string {
	const text = points.toFixed(1).replace('-', '−').replace('−0.0', '0.0');
	return points > 0 && text !== '0.0' ? `+${text}` : text;
}
