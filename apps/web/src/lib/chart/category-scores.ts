import type { Matrix } from '@codejoust/contract/client';
import { isThin } from '../board/thin.ts';
import { formatPercent } from '../format/percent.ts';
import { showHidden } from '../text/visible-text.ts';
import type { SpecOf } from './chart-spec.ts';
import { entrantName } from './entrant-name.ts';
import { measure } from './measured.ts';

export type MatrixRow = Matrix['rows'][number];
export type CategoryRow = ReturnType<typeof categoryRows>[number];

/** A row for every category of the benchmark, with the cell of each of these models, absent where there is none. */
export function categoryRows({ columns }: Pick<Matrix, 'columns'>, models: readonly MatrixRow[]) {
	return columns.map(({ category, n }, column) => ({
		category,
		name: showHidden(category),
		n,
		cells: models.map(({ cells }) => cells[column]),
	}));
}

/** Whether some cell rests on few questions. */
export function hasThin(rows: readonly CategoryRow[]): boolean {
	return rows.some(({ cells }) => cells.some((cell) => cell?.score && isThin(cell.scored)));
}

/** One model's bars; a category without a score has none, and is never drawn at zero. */
export function barsSpec(rows: readonly CategoryRow[]): SpecOf<'bars'> {
	return {
		kind: 'bars',
		points: rows.flatMap(({ name, cells: [cell] }) =>
			cell?.score ? [{ label: name, scored: cell.scored, ...measure(cell.score) }] : [],
		),
	};
}

/** Whether some of the models has a score in a category: then it is a spoke. */
export function hasScore({ cells }: CategoryRow): boolean {
	return cells.some((cell) => cell?.score);
}

/** A line for each model; a category that none of them has a score in has no spoke. */
export function radarSpec(
	rows: readonly CategoryRow[],
	models: readonly MatrixRow[],
): SpecOf<'radar'> {
	const spokes = rows.filter(hasScore);
	return {
		kind: 'radar',
		categories: spokes.map(({ name }) => name),
		series: models.map(({ model }, at) => ({
			name: entrantName(model),
			values: spokes.map(({ cells }) => {
				const score = cells[at]?.score;
				return score ? score.value * 100 : null;
			}),
		})),
	};
}

/** Where each of these models does best and worst, in a sentence each. */
export function describeCategories(
	rows: readonly CategoryRow[],
	models: readonly MatrixRow[],
): string {
	return models
		.flatMap(({ model }, at) => {
			const scored = rows.flatMap(({ name, cells }) => {
				const score = cells[at]?.score;
				return score ? [{ name, value: score.value }] : [];
			});
			const sorted = scored.toSorted((a, b) => b.value - a.value);
			const [best, worst] = [sorted[0], sorted.at(-1)];
			if (!best || !worst) return [];
			return `${entrantName(model)}: highest in ${best.name} (${formatPercent(best.value)}), lowest in ${worst.name} (${formatPercent(worst.value)}).`;
		})
		.join(' ');
}
