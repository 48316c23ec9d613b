import { expect, test } from 'vitest';
import { categoryPoints, scorePoints } from './chart-data.ts';
import { aRow } from './fixtures/row.ts';

test('a model without a score is left out of the chart, never drawn at zero', () => {
	const lines = [aRow({ slug: 'a', score: 0.6 }), aRow({ slug: 'b' })].map(
		(row) => ({ kind: 'model', row }) as const,
	);
	const points = scorePoints(lines);
	expect(points.map(({ label }) => label)).toEqual(['a']);
	expect(points[0]?.value).toBeCloseTo(60);
});

test('a category without a score is left out', () => {
	const { score, model } = aRow({ slug: 'a', score: 0.5 });
	const counts = { scored: 10, wins: 5, ties: 0, losses: 5 };
	const matrix = {
		category: null,
		columns: [
			{ category: 'x', subcategory: null, n: 10 },
			{ category: 'y', subcategory: null, n: 10 },
		],
		rows: [
			{
				submission_id: 's',
				model,
				overall: score,
				cells: [
					{ ...counts, score: null },
					{ ...counts, score },
				],
			},
		],
	};
	expect(categoryPoints(matrix, 'a').map(({ label }) => label)).toEqual(['y']);
	expect(categoryPoints(matrix, 'nobody')).toEqual([]);
});
