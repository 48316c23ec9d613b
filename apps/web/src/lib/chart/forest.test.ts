import { expect, test } from 'vitest';
import { aRow } from '../board/fixtures/row.ts';
import { describeForest, forestRows, forestSpec } from './forest.ts';

const baseline = { model: aRow({ slug: 'base' }).model, median_length: 100 };

test('a model without a score is left out of the chart, never drawn at zero', () => {
	const rows = [aRow({ slug: 'a', score: 0.6 }), aRow({ slug: 'b' })];
	const spec = forestSpec(forestRows({ rows, baseline }), 'base');
	expect(spec.points.map(({ label }) => label)).toEqual(['a', 'base']);
	expect(spec.points[0]?.value).toBeCloseTo(60);
});

test('the baseline stands at 50 % among the models, without an interval', () => {
	const rows = [aRow({ slug: 'a', score: 0.8 }), aRow({ slug: 'b', score: 0.3 })];
	const { points } = forestSpec(forestRows({ rows, baseline }), 'base');
	expect(points[1]).toEqual({ label: 'base', isBaseline: true, value: 50 });
});

test('the description counts who lies clear of the baseline', () => {
	const rows = [
		aRow({ slug: 'a', score: 0.8 }),
		aRow({ slug: 'b', score: 0.55 }),
		aRow({ slug: 'c', score: 0.2 }),
	];
	expect(describeForest(forestRows({ rows, baseline }))).toBe(
		'a has the highest score, 80.0\u00a0%. Of 3 models, those with their whole interval above the baseline’s 50\u00a0%: 1; below it: 1.',
	);
	expect(describeForest(forestRows({ rows: [], baseline }))).toBe('No model has a score.');
});
