import { formatPercentRange } from '@codejoust/contract/percent';
import type { BattleBrief, SubmissionPlace, SubmissionResult } from '@codejoust/contract/client';
import { modelName } from '@codejoust/contract/model-name';
import { ABSENT, count, formatShare } from '../format-numbers.ts';
import { safeText } from '../safe-text.ts';
import type { Column } from '../table.ts';

type PlacedModel = SubmissionPlace['models'][number];

/** Models above and below that are shown. */
const NEIGHBOURS = 4;
const SHOWN_NAMES = 10;
const SHOWN_CATEGORIES = 3;
export const SHOWN_LOSSES = 3;

/** The row of a submission, its rank among the models of the board, and what cannot be distinguished, a line each. */
export function describePlace(place: SubmissionPlace, result: SubmissionResult): readonly string[] {
	const { submission, judge, summary, models, beats } = place;
	const { row } = result;
	const isPrivate = submission.visibility === 'private';
	const staying = models.filter((model) => !model.is_replaced);
	const of = (answer: PlacedModel['answer']) => staying.filter((model) => model.answer === answer);
	const near = [...of('cannot-tell'), ...of('not-enough-questions')];
	return [
		`${modelName(submission.model)} on ${submission.benchmark}, judged by ${judge?.name ?? ABSENT}${isPrivate ? '; private: on no board yet' : ''}`,
		summary,
		...(row
			? [
					`Score  ${describeEstimate(row.score)}; wins ${formatShare(row.win_rate?.value ?? null)}, ties ${formatShare(row.tie_rate?.value ?? null)}; ${row.scored} of ${row.n} scored`,
				]
			: []),
		...(beats === null
			? []
			: [
					...nameModels('Better than', of('a-better')),
					...nameModels('Cannot be distinguished from', near),
					...nameModels('Worse than', of('b-better')),
				]),
		...describeMore(near),
	].map(safeText);
}

function nameModels(words: string, models: readonly PlacedModel[]): readonly string[] {
	if (models.length === 0) return [];
	const names = models.slice(0, SHOWN_NAMES).map(({ model }) => modelName(model));
	const more = models.length > names.length ? ` and ${models.length - names.length} more` : '';
	return [`${words}: ${names.join(', ')}${more}.`];
}

/** How many questions would tell the nearest one apart. */
function describeMore(models: readonly PlacedModel[]): readonly string[] {
	const known = models.flatMap(({ more_questions: more, model }) =>
		more === null ? [] : [{ more, name: modelName(model) }],
	);
	const [least] = known.toSorted((a, b) => a.more - b.more);
	return least
		? [`About ${count(least.more, 'question')} more would distinguish it from ${least.name}.`]
		: [];
}

/** The models of the board around a score: some above it, some below. */
export function chooseNeighbours(
	{ models }: SubmissionPlace,
	score: number | undefined,
): readonly PlacedModel[] {
	if (score === undefined) return models.slice(0, 2 * NEIGHBOURS);
	const above = models.filter((model) => (model.score?.value ?? 0) >= score);
	const below = models.filter((model) => (model.score?.value ?? 0) < score);
	return [...above.slice(-NEIGHBOURS), ...below.slice(0, NEIGHBOURS)];
}

export const NEIGHBOUR_COLUMNS: readonly Column<PlacedModel>[] = [
	{ title: 'Model', cell: ({ model }) => modelName(model), least: 10 },
	{ title: 'Score', cell: ({ score }) => formatShare(score?.value ?? null), isNumber: true },
	{
		title: 'New − it',
		cell: ({ difference }) => describePoints(difference?.value),
		isNumber: true,
	},
	{
		title: 'Interval, for all pairs',
		cell: ({ simultaneous }) => describeBounds(simultaneous),
		isNumber: true,
	},
	{
		title: 'It is',
		cell: ({ answer, is_replaced: isReplaced }) =>
			`${ANSWER_WORDS[answer]}${isReplaced ? ', and replaced by the new one' : ''}`,
	},
];

const ANSWER_WORDS: Readonly<Record<PlacedModel['answer'], string>> = {
	'a-better': 'worse',
	'b-better': 'better',
	'cannot-tell': 'not distinguished',
	'not-enough-questions': 'not distinguished',
	'not-ranked': 'not ranked',
};

/** Where the score is lowest, and battles to read: those that were lost most, the worst first. */
export function describeLosses(
	{ categories }: SubmissionResult,
	battles: readonly BattleBrief[],
): readonly string[] {
	const scored = categories.filter(({ score }) => score !== null);
	const lowest = scored.toSorted((a, b) => (a.score?.value ?? 0) - (b.score?.value ?? 0));
	return [
		...(lowest.length < 2
			? []
			: [
					`Lowest in: ${lowest
						.slice(0, SHOWN_CATEGORIES)
						.map(
							({ category, score, scored: n }) =>
								`${category} ${formatShare(score?.value ?? null)} (n = ${n})`,
						)
						.join(', ')}.`,
				]),
		...battles.map(
			({ id, question_id: question, category }) =>
				`Lost: ${question} (${category}), see it with: codejoust battle ${id}`,
		),
	].map(safeText);
}

/** `61.9 % (48.2–74.0)`. */
function describeEstimate(
	estimate: { readonly value: number; readonly low: number; readonly high: number } | null,
): string {
	if (estimate === null) return ABSENT;
	const { value, low, high } = estimate;
	return `${formatShare(value)} (${formatPercentRange({ low, high })})`;
}

/** A difference in score as points with their sign. */
export function describePoints(difference: number | undefined): string {
	if (difference === undefined) return ABSENT;
	const points = (100 * difference).toFixed(1).replace('-', '−');
	return difference > 0 ? `+${points}` : points;
}

export function describeBounds(
	bounds: { readonly low: number; readonly high: number } | null,
): string {
	return bounds === null
		? ABSENT
		: `${describePoints(bounds.low)} to ${describePoints(bounds.high)}`;
}
