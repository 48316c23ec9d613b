import { expect, test } from 'vitest';
import { aRow } from '../board/fixtures/row.ts';
import { describeTrainings, trainingLines, trainingSpec } from './training.ts';

const point = (of: string, at: { step?: number; tokens?: number }, score?: number) => ({
	...aRow({ slug: `${of}-${at.step ?? at.tokens}`, ...(score === undefined ? {} : { score }) }),
	checkpoint: { of, step: at.step ?? null, tokens: at.tokens ?? null },
});

test('checkpoints are a line for each training, in order; other models are none', () => {
	const rows = [
		point('x', { step: 200 }, 0.6),
		aRow({ slug: 'other', score: 0.9 }),
		point('y', { tokens: 5 }, 0.4),
		point('x', { step: 100 }, 0.5),
		point('x', { step: 300 }),
	];
	const lines = trainingLines(rows);
	expect(lines.map(({ name, unit, points }) => [name, unit, points.map(({ at }) => at)])).toEqual([
		['x', 'steps', [100, 200, 300]],
		['y', 'tokens', [5]],
	]);
	const spec = trainingSpec(lines);
	expect(spec?.lines.map(({ points }) => points.map(({ at }) => at))).toEqual([[100, 200]]);
	expect(spec && describeTrainings(spec)).toBe(
		'x: 2 checkpoints, from 50.0% at 100 steps to 60.0% at 200 steps.',
	);
	expect(trainingSpec([])).toBeUndefined();
});
