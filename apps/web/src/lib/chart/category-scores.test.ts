import { expect, test } from 'vitest';
import { aRow } from '../board/fixtures/row.ts';
import {
	barsSpec,
	categoryRows,
	describeCategories,
	hasThin,
	radarSpec,
} from './category-scores.ts';

const { score, model } = aRow({ slug: 'a', score: 0.5 });
const counts = { scored: 10, wins: 5, ties: 0, losses: 5 };
const higher = aRow({ score: 0.75 }).score;
const columns = ['x', 'y', 'z'].map((category) => ({ category, subcategory: null, n: 10 }));
const rowOf = (slug: string, scores: readonly (typeof score)[]) => ({
	submission_id: slug,
	model: { ...model, slug, name: slug },
	overall: score,
	cells: scores.map((one) => ({ ...counts, score: one })),
});

test('a category without a score has no bar', () => {
	const rows = categoryRows({ columns }, [rowOf('a', [null, score, null])]);
	expect(barsSpec(rows).points).toEqual([{ label: 'y', scored: 10, value: 50, low: 40, high: 60 }]);
	expect(hasThin(rows)).toBe(true);
});

test('a category that only one of the models has keeps its spoke, and the other has a gap there', () => {
	const models = [rowOf('a', [score, null, null]), rowOf('b', [null, higher, null])];
	const spec = radarSpec(categoryRows({ columns }, models), models);
	expect(spec.categories).toEqual(['x', 'y']);
	expect(spec.series).toEqual([
		{ name: 'a', values: [50, null] },
		{ name: 'b', values: [null, 75] },
	]);
});

test('the description names where each model does best and worst', () => {
	const models = [rowOf('a', [score, higher, null])];
	expect(describeCategories(categoryRows({ columns }, models), models)).toBe(
		'a: highest in y (75.0\u00a0%), lowest in x (50.0\u00a0%).',
	);
});
