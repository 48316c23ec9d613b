import { expect, test } from 'vitest';
import { readFigure } from './published-figure.ts';

test.each([
	[56.2, 'percent', 0.562],
	['56.2%', undefined, 0.562],
	['56.2 %', 'percent', 0.562],
	['.562', 'share', undefined],
	['0.562', 'share', 0.562],
	['1e-3', 'share', 0.001],
	[1234.5, 'points', 1234.5],
	['−12', 'points', -12],
	['0.5', 'percent', 0.005],
	['12.919254658385093', 'percent', 0.12919254658385093],
] as const)('%j in %j is %j', (value, unit, expected) => {
	const found = readFigure(value, unit);
	expect(found.kind === 'read' ? found.value : undefined).toBe(expected);
});

test('an interval behind a figure is read as distances', () => {
	const expected = { kind: 'read', value: 0.562, interval: { low: 0.548, high: 0.578 } };
	for (const text of ['56.2 (-1.4, 1.6)', '56.2% (-1.4, +1.6)', '56.2 (-1.4 / +1.6)']) {
		const found = readFigure(text, 'percent');
		expect(found).toMatchObject({ kind: 'read', value: expected.value });
		const { low = 0, high = 0 } = found.kind === 'read' ? (found.interval ?? {}) : {};
		expect([low, high].map((end) => end.toFixed(6))).toEqual(['0.548000', '0.578000']);
	}
});

test.each(['', ' - ', '—', 'N/A', 'NaN', 'null', null, undefined])('%j is no figure', (value) => {
	expect(readFigure(value, 'percent')).toEqual({ kind: 'absent' });
});

test('whether a figure is a percentage or a share is never concluded from its size', () => {
	for (const value of [0.5, '56.2', 1, 0])
		expect(readFigure(value, undefined).kind).toBe('no-unit');
});

test.each([
	['101', 'percent', 'percentage must be from 0 to 100'],
	['-1%', undefined, 'percentage must be from 0 to 100'],
	[56.2, 'share', 'share must be from 0 to 1'],
	['56%', 'share', 'has a percent sign, and the unit is share'],
	['1,234', 'points', 'no other separator'],
	['56,2', 'percent', 'no other separator'],
	['1e9', 'points', 'from -1000000 to 1000000'],
	['about 56', 'percent', 'one number'],
	['56.2 ± 1.4', 'percent', 'one number'],
	['56 57', 'percent', 'one number'],
	['9'.repeat(1_000_000), 'percent', 'one number'],
	[`56${' '.repeat(100_000)}`.concat('x'), 'percent', 'one number'],
	[true, 'percent', 'a number or a text'],
	[{ value: 1 }, 'percent', 'a number or a text'],
] as const)('%.20j in %j is refused', (value, unit, says) => {
	const found = readFigure(value, unit);
	expect(found.kind === 'refused' ? found.says : found.kind).toContain(says);
});
