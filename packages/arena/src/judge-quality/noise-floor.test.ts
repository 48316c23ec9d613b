import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outcome } from '../rules/battle.ts';
import { measureNoiseFloor, type ReplicatedBattle } from './noise-floor.ts';
import { createRandom } from '../maths/random.ts';

const battlesOf = (...outcomes: (Outcome | undefined)[][]): ReplicatedBattle[] =>
	outcomes.map((own, at) => ({ battleId: `b${at}`, outcomes: own }));

test('agreement and reversals are shares of pairs of replicates, battle by battle', () => {
	const floor = measureNoiseFloor(
		battlesOf(['win', 'win', 'loss'], ['tie', 'win'], ['tie', 'tie'], ['loss', undefined], []),
	);
	expect(floor).toMatchObject({ n: 3, unscored: 2 });
	expect(floor.agreement).toBeCloseTo((1 / 3 + 0 + 1) / 3, 14);
	expect(floor.reversals).toBeCloseTo((2 / 3 + 0 + 0) / 3, 14);
	// Sample variances 1/3, 1/8 and 0 of points 1, ½, 0.
	expect(floor.scoreDeviation).toBeCloseTo(Math.sqrt(1 / 3 + 1 / 8) / 3, 14);
	expect(floor.agreementInterval).toBeUndefined();
});

test('two replicates have the alpha of the published example', () => {
	// Krippendorff 2011, section A: ten binary units of two observers, alpha 0.095.
	const first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
	const second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
	const sideOf = (value: number | undefined): Outcome => (value === 1 ? 'win' : 'loss');
	const floor = measureNoiseFloor(
		battlesOf(...first.map((value, at) => [sideOf(value), sideOf(second[at])])),
	);
	expect(floor.alpha).toBeCloseTo(0.095, 3);
	expect(floor.agreement).toBeCloseTo(0.6, 14);
});

test('a judge that throws dice has the floor of its dice', () => {
	// Win, tie, loss at ½, ¼, ¼: agreement ¼ + 2/16, reversals 2 · ⅛, variance of points 11/64.
	const { nextInt } = createRandom('dice');
	const throwDie = (): Outcome => (['win', 'win', 'tie', 'loss'] as const)[nextInt(4)] ?? 'tie';
	const battles = battlesOf(
		...Array.from({ length: 4000 }, () => [throwDie(), throwDie(), throwDie()]),
	);
	const floor = measureNoiseFloor(battles);
	expect(floor.agreement).toBeCloseTo(3 / 8, 1);
	expect(floor.agreementInterval?.low).toBeLessThan(3 / 8);
	expect(floor.agreementInterval?.high).toBeGreaterThan(3 / 8);
	expect(Math.abs((floor.reversals ?? NaN) - 1 / 4)).toBeLessThan(0.03);
	expect(Math.abs(floor.alpha ?? NaN)).toBeLessThan(0.04);
	expect((floor.scoreDeviation ?? NaN) / Math.sqrt(11 / 64 / 4000)).toBeCloseTo(1, 1);
});

test('what was not asked twice has no floor, and a steady judge has none of its own chance', () => {
	expect(measureNoiseFloor([])).toEqual({ n: 0, unscored: 0 });
	expect(measureNoiseFloor(battlesOf(['win'], [undefined, 'tie']))).toEqual({
		n: 0,
		unscored: 2,
	});
	const steady = measureNoiseFloor(
		battlesOf(...Array.from({ length: 30 }, (): Outcome[] => ['win', 'win'])),
	);
	expect(steady).toEqual({
		n: 30,
		unscored: 0,
		agreement: 1,
		// Wilson's of 30 of 30: that no two askings differed proves no steadiness.
		agreementInterval: { low: expect.closeTo(0.8865, 4), high: 1 },
		reversals: 0,
		scoreDeviation: 0,
	});
	const [battle] = battlesOf(['win', 'win']);
	expect(() => measureNoiseFloor(battle ? [battle, battle] : [])).toThrow(/b0 is there twice/);
});

test('any order of battles and replicates, and swapped sides, give the same floor', () => {
	const outcome = fc.constantFrom<Outcome | undefined>('win', 'tie', 'loss', undefined);
	fc.assert(
		fc.property(fc.array(fc.array(outcome, { maxLength: 4 }), { maxLength: 40 }), (drawn) => {
			const battles = battlesOf(...drawn);
			const turned = battles
				.toReversed()
				.map(({ battleId, outcomes }) => ({ battleId, outcomes: outcomes.toReversed() }));
			const mirrored = battles.map(({ battleId, outcomes }) => ({
				battleId,
				outcomes: outcomes.map((own) =>
					own === 'win' ? ('loss' as const) : own === 'loss' ? ('win' as const) : own,
				),
			}));
			const floor = measureNoiseFloor(battles);
			expect(measureNoiseFloor(turned)).toEqual(floor);
			const swapped = measureNoiseFloor(mirrored);
			expect(swapped.agreementInterval).toEqual(floor.agreementInterval);
			for (const name of ['agreement', 'reversals', 'alpha', 'scoreDeviation'] as const) {
				if (floor[name] === undefined) expect(swapped[name]).toBeUndefined();
				else expect(swapped[name]).toBeCloseTo(floor[name], 12);
			}
		}),
		{ numRuns: 40 },
	);
});
