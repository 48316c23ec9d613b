import { expect, test } from 'vitest';
import { addCoincidences, alphaOf, countCoincidences } from './coincidences.ts';
import { krippendorffAlpha } from './chance-corrected.ts';

/** Krippendorff 2011, "Computing Krippendorff's alpha-reliability", part C: four observers, twelve units. */
const UNITS = [
	'111',
	'2232',
	'3333',
	'3333',
	'2222',
	'1234',
	'4444',
	'1121',
	'2222',
	'555',
	'11',
	'3',
];
const values = UNITS.map((unit) => [...unit].map((value) => Number(value) - 1));

test('the published worked example has its published values', () => {
	const table = addCoincidences(
		values.map((unit) => countCoincidences(unit, 5)),
		5,
	);
	expect(alphaOf(table, 'nominal')).toBeCloseTo(0.743, 3);
	expect(alphaOf(table, 'ordinal')).toBeCloseTo(0.815, 3);
	expect(alphaOf(table, 'nominal')).toBeCloseTo(
		krippendorffAlpha(UNITS.map((u) => [...u])) ?? 0,
		12,
	);
});

test('without two values of a unit, or with one value only, there is no alpha', () => {
	expect(alphaOf(addCoincidences([], 3), 'nominal')).toBeUndefined();
	expect(alphaOf(countCoincidences([1], 3), 'ordinal')).toBeUndefined();
	expect(alphaOf(countCoincidences([1, 1, 1], 3), 'ordinal')).toBeUndefined();
	expect(alphaOf(countCoincidences([0, 2], 3), 'ordinal')).toBeCloseTo(0, 9);
});
