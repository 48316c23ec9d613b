import { meanInterval } from './mean-interval.ts';
import type { BoardEntry } from '../outcomes/board-input.ts';
import { type Rating, RATINGS } from '../rules/rating.ts';

const SCALE = { low: RATINGS[0], high: 10 };

/** What the ratings of one answerer say, over questions. */
export type RatingFigure = {
	/** Questions that have ratings. */
	readonly questions: number;
	/** Mean over questions of the mean rating of a question, 1 to 10. */
	readonly value: number;
	/** 95 % over questions; absent for one question. */
	readonly low?: number;
	readonly high?: number;
	/** Share of ratings that are the highest possible. */
	readonly ceiling: number;
	/** Standard deviation of the ratings; absent for one rating. */
	readonly spread?: number;
};

/** Over all criteria, and under each by its name. */
export type RatingFigures = {
	readonly overall: RatingFigure;
	readonly criteria: Readonly<Record<string, RatingFigure>>;
};

/** Of a model, and of the baseline on the same questions. */
export type RatedRow = { readonly model: RatingFigures; readonly baseline: RatingFigures };

type Side = keyof RatedRow;

/**
 * What ratings say of a model and of the baseline, over the battles that ratings decided; undefined where there are none. An
 * unscored battle, an empty answer and a copy of the baseline have no ratings. Any order of entries gives the same numbers.
 */
export function measureRatings(entries: readonly BoardEntry[]): RatedRow | undefined {
	const battles = entries
		.flatMap(({ questionId, result }) =>
			result?.kind === 'scored' && result.by === 'ratings' && result.numbers?.ratings
				? [{ questionId, ratings: result.numbers.ratings }]
				: [],
		)
		.sort((a, b) => (a.questionId < b.questionId ? -1 : 1))
		.map(({ ratings }) => ratings);
	if (battles.length === 0) return undefined;
	return { model: measureSide(battles, 'model'), baseline: measureSide(battles, 'baseline') };
}

type RatedBattle = Readonly<Record<string, Readonly<Record<Side, Rating>>>>;

function measureSide(battles: readonly RatedBattle[], side: Side): RatingFigures {
	const names = [...new Set(battles.flatMap((battle) => Object.keys(battle)))].sort();
	const under = (name: string) =>
		battles.flatMap((battle) => (battle[name] ? [[battle[name][side]]] : []));
	return {
		overall: measure(battles.map((battle) => Object.values(battle).map((both) => both[side]))),
		criteria: Object.fromEntries(names.map((name) => [name, measure(under(name))])),
	};
}

/** The ratings of each question. */
function measure(questions: readonly (readonly Rating[])[]): RatingFigure {
	const means = questions.map(meanOf);
	const all = questions.flat();
	const interval = meanInterval(means, SCALE);
	const middle = meanOf(all);
	const squares = all.reduce((sum, rating) => sum + (rating - middle) ** 2, 0);
	return {
		questions: questions.length,
		value: meanOf(means),
		...interval,
		ceiling: all.filter((rating) => rating === SCALE.high).length / all.length,
		...(all.length > 1 && { spread: Math.sqrt(squares / (all.length - 1)) }),
	};
}

function meanOf(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
