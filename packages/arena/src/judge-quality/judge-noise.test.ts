import { expect, test } from 'vitest';
import { createRandom } from '../maths/random.ts';
import { addJudging, countJudging } from '../outcomes/judging-counts.ts';
import { type BattleResult, decideBattle, EMPTY_ANSWER_LOSS } from '../rules/battle.ts';
import type { Verdict } from '../rules/verdict.ts';
import { measureJudgeNoise, sumJudgeNoise } from './judge-noise.ts';

const scored = (verdict: Verdict) => ({ kind: 'scored', verdict }) as const;
const battle = (baselineFirst: Verdict, swapped: Verdict) =>
	decideBattle({ baselineFirst: scored(baselineFirst), swapped: scored(swapped) });

/** Every pair of verdicts in points of the model, baseline first and swapped. */
test.each<[Verdict, Verdict, number, number]>([
	['B>A', 'A>B', 1, 1],
	['A>B', 'B>>A', 0, 0],
	['A=B', 'A=B', 0.5, 0.5],
	['B>A', 'A=B', 1, 0.5],
	['A=B', 'A>>B', 0.5, 1],
	['A>B', 'A=B', 0, 0.5],
	['A=B', 'B>A', 0.5, 0],
	['A>B', 'A>B', 0, 1],
	['B>>A', 'B>A', 1, 0],
])('%s and %s are %d and %d', (first, second, own, other) => {
	// Beside a battle of known points, so that the squares tell y.
	const sums = sumJudgeNoise([
		{ id: 'm', entries: asEntries([battle(first, second), battle('A>B', 'B>A')]) },
	]);
	expect(sums.differences).toBe(other - own);
	expect(sums.differenceSquares).toBe((other - own) ** 2);
	const y = (own + other) / 2;
	expect(sums.squares).toBeCloseTo(y ** 2 / 2, 12);
});

/** Chances of the model in both games, of two kinds of questions; then the share that follows from p alone. */
test.each<[string, number, number, number, number]>([
	['chance alone', 0.5, 0.5, 0, 1],
	['no chance', 0, 1, 0, 0],
	// Within: 0.09/2; between: 0.16.
	['questions nine to one', 0.1, 0.9, 0, 0.045 / 0.205],
	// With the first answer's advantage ±0.1, p(1 − p) is (0.8 · 0.2 + 0.4 · 0.6 and mirrored)/2 = 0.2; between 0.04.
	['a common preference for the first answer', 0.3, 0.7, 0.1, 0.1 / 0.14],
])('known components are found: %s', (_, low, high, advantage, expected) => {
	const { next } = createRandom('known components');
	const game = (chance: number) => next() < chance;
	const entrants = ['a', 'b', 'c', 'd'].map((id) => ({
		id,
		entries: asEntries(
			Array.from({ length: 5000 }, (__, at) => {
				const chance = at % 2 === 0 ? low : high;
				const isWonSecond = game(chance - advantage);
				const isWonFirst = game(chance + advantage);
				return battle(isWonSecond ? 'B>A' : 'A>B', isWonFirst ? 'A>B' : 'B>A');
			}),
		),
	}));
	const noise = measureJudgeNoise(sumJudgeNoise(entrants));
	expect(noise?.battles).toBe(20_000);
	expect(noise?.varianceShare).toBeCloseTo(expected, 1);
	expect(Math.abs((noise?.varianceShare ?? NaN) - expected)).toBeLessThan(0.03);
	const shown = 1 - Math.sqrt(1 - (noise?.varianceShare ?? NaN));
	expect(noise?.widthShare).toBeCloseTo(shown, 12);
});

test('models of different strength are no noise and no spread of questions', () => {
	const alike = (id: string, result: BattleResult) => ({
		id,
		entries: asEntries(Array.from({ length: 40 }, () => result)),
	});
	const sums = sumJudgeNoise([
		alike('strong', battle('B>A', 'A>B')),
		alike('weak', battle('A>B', 'B>A')),
	]);
	expect(sums.squares).toBe(0);
	expect(measureJudgeNoise(sums)).toBeUndefined();
});

test('few battles, battles without a judge and unscored ones tell nothing', () => {
	const mixed = Array.from({ length: 29 }, (_, at) =>
		at % 2 === 0 ? battle('B>A', 'A>B') : battle('A>B', 'B>A'),
	);
	const entries = asEntries([
		...mixed,
		...Array.from({ length: 40 }, () => EMPTY_ANSWER_LOSS),
		{ kind: 'unscored', reasons: ['refused'] },
	]);
	const sums = sumJudgeNoise([{ id: 'm', entries }]);
	expect(sums.battles).toBe(29);
	expect(measureJudgeNoise(sums)).toBeUndefined();
});

test('the sums of two boards are those of their models together; boards of earlier rules add nothing', () => {
	const board = (id: string, seed: string) => {
		const { next } = createRandom(seed);
		const won = () => next() < 0.6;
		const results = Array.from({ length: 50 }, () =>
			battle(won() ? 'B>A' : 'A=B', won() ? 'A>B' : 'B>A'),
		);
		return [{ id, entries: asEntries(results) }];
	};
	const [one, two] = [board('one', '1'), board('two', '2')];
	const countsOf = (entrants: typeof one) => ({
		...countJudging(entrants),
		noise: sumJudgeNoise(entrants),
	});
	const { noise } = addJudging([countsOf(one), countsOf(two), countJudging(one)]);
	const together = sumJudgeNoise([...one, ...two]);
	expect(noise?.battles).toBe(together.battles);
	expect(noise?.squares).toBeCloseTo(together.squares, 10);
	expect(addJudging([countJudging(one)]).noise).toBeUndefined();
});

function asEntries(results: readonly BattleResult[]) {
	return results.map((result, at) => ({ questionId: `q${at}`, responseLength: 1, result }));
}
