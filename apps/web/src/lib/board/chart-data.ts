import type { BoardLine } from './board-line.ts';
import type { Estimate, Matrix } from '@codejoust/api/client';

/** A point of a chart with its interval, in percent. */
export type ChartPoint = {
	readonly label: string;
	readonly value: number;
	readonly low: number;
	readonly high: number;
	readonly note: string;
};

/** The scored models in the order of the board, the baseline among them with no interval. */
export function scorePoints(lines: readonly BoardLine[]): readonly ChartPoint[] {
	return lines.flatMap((line) => {
		if (line.kind === 'baseline')
			return [{ label: line.model.name, value: 50, low: 50, high: 50, note: 'baseline' }];
		const { score, scored, model } = line.row;
		return score === null ? [] : [point(model.name, score, scored)];
	});
}

/** One model’s score in each category where it has one; empty when it is not on the board. */
export function categoryPoints(matrix: Matrix, slug: string | null): readonly ChartPoint[] {
	const row = matrix.rows.find(({ model }) => model.slug === slug);
	return (row?.cells ?? []).flatMap(({ score, scored }, index) => {
		const category = matrix.columns[index]?.category;
		return score === null || category === undefined ? [] : [point(category, score, scored)];
	});
}

function point(label: string, { value, low, high }: Estimate, scored: number): ChartPoint {
	return { label, value: value * 100, low: low * 100, high: high * 100, note: `n = ${scored}` };
}
