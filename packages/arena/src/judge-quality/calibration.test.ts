import { expect, test } from 'vitest';
import { createRandom } from '../maths/random.ts';
import type { GameJudgment } from '../rules/judgment.ts';
import { measureCalibration, type PreferredPair } from './calibration.ts';

const game = (preference: number): GameJudgment => ({
	kind: 'scored',
	verdict: 'A=B',
	preference,
});
/** A pair with this preference for its first answer, and this much more for the answer shown first. */
const pair = (label: PreferredPair['label'], preference: number, shift = 0): PreferredPair => ({
	label,
	games: { ab: game(preference + shift), ba: game(1 - preference + shift) },
});

test('Brier score, calibration error and bins of a worked example', () => {
	// Preferences 0.9, 0.8, 0.3, 0.3 with the labels 1, 0, 0, 1.
	const measured = measureCalibration([
		pair('A', 0.9),
		pair('B', 0.8),
		pair('B', 0.3),
		pair('A', 0.3),
		pair('tie', 0.6),
	]);
	expect(measured?.pairs).toBe(4);
	expect(measured?.brier).toBeCloseTo((0.01 + 0.64 + 0.09 + 0.49) / 4, 12);
	// |0.9 − 1|, |0.8 − 0| and twice |0.3 − 0.5|.
	expect(measured?.ece).toBeCloseTo((0.1 + 0.8 + 2 * 0.2) / 4, 12);
	expect(measured?.bins.map(({ pairs }) => pairs)).toEqual([0, 0, 0, 2, 0, 0, 0, 0, 1, 1]);
	expect(measured?.bins[3]).toMatchObject({ from: 0.3, to: 0.4, share: 0.5 });
	expect(measured?.bins[0]).toEqual({ from: 0, to: 0.1, pairs: 0 });
});

test('the shift to the answer shown first is over all pairs, and moves no other number', () => {
	const pairs = [pair('A', 0.6, 0.1), pair('B', 0.4, 0.3), pair('tie', 0.5, 0.2)];
	const measured = measureCalibration(pairs);
	expect(measured?.positionShift?.value).toBeCloseTo(0.2, 12);
	expect(measured?.positionShift?.pairs).toBe(3);
	expect(measured?.positionShift?.low).toBeCloseTo(0.2 - (1.959964 * 0.1) / Math.sqrt(3), 6);
	const straight = measureCalibration([pair('A', 0.6), pair('B', 0.4), pair('tie', 0.5)]);
	expect(measured?.brier).toBeCloseTo(straight?.brier ?? NaN, 12);
	expect(straight?.positionShift?.value).toBeCloseTo(0, 12);
});

test('without preferences in both orders there is none', () => {
	const bare: GameJudgment = { kind: 'scored', verdict: 'A>B' };
	const unscored: GameJudgment = { kind: 'unscored', reason: 'low-mass' };
	expect(measureCalibration([])).toBeUndefined();
	expect(measureCalibration([{ label: 'A', games: { ab: bare, ba: bare } }])).toBeUndefined();
	expect(
		measureCalibration([{ label: 'A', games: { ab: game(1), ba: unscored } }]),
	).toBeUndefined();
	expect(measureCalibration([pair('tie', 0.5)])).toBeUndefined();
	expect(measureCalibration([pair('A', 1)])?.positionShift).toBeUndefined();
});

test('a judge whose probabilities are those of the labels has hardly any error, an overconfident one has', () => {
	const { next } = createRandom('calibrated');
	const drawn = Array.from({ length: 4000 }, () => {
		const preference = next();
		return { preference, label: next() < preference ? ('A' as const) : ('B' as const) };
	});
	const errorOf = (change: (preference: number) => number) =>
		measureCalibration(drawn.map(({ preference, label }) => pair(label, change(preference))));
	expect(errorOf((preference) => preference)?.ece).toBeLessThan(0.03);
	expect(errorOf((preference) => (preference > 0.5 ? 1 : 0))?.ece).toBeGreaterThan(0.2);
	expect(errorOf(() => 0.5)?.brier).toBeCloseTo(0.25, 12);
});
