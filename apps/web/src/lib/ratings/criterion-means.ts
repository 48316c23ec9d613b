import { nameCriterion } from '@codejoust/contract/shot-words';
import { figureUnder, type RatingsTable } from './ratings-table.ts';
import { showHidden } from '../text/visible-text.ts';
import type { SpecOf } from '../chart/chart-spec.ts';
import { entrantName } from '../chart/entrant-name.ts';

type RatedRow = RatingsTable['rows'][number];

/** A spoke for each criterion, a line for each of these models. */
export function criterionSpec(
	{ criteria }: Pick<RatingsTable, 'criteria'>,
	models: readonly RatedRow[],
): SpecOf<'radar'> {
	return {
		kind: 'radar',
		of: 'ratings',
		categories: criteria.map((name) => showHidden(nameCriterion(name))),
		series: models.map(({ model, figures }) => ({
			name: entrantName(model),
			values: criteria.map((name) => figureUnder(figures, name)?.value ?? null),
		})),
	};
}

/** Under which criterion each of these models is rated highest and lowest, in a sentence each. */
export function describeCriteria(models: readonly RatedRow[]): string {
	return models
		.flatMap(({ model, figures }) => {
			const sorted = figures.criteria.toSorted((a, b) => b.value - a.value);
			const [best, worst] = [sorted[0], sorted.at(-1)];
			if (!best || !worst) return [];
			const tell = ({ name, value }: typeof best) =>
				`${showHidden(nameCriterion(name))} (${value.toFixed(2)})`;
			return `${entrantName(model)}: highest in ${tell(best)}, lowest in ${tell(worst)}.`;
		})
		.join(' ');
}
