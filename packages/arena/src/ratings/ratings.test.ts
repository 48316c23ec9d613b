import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Battle, tableOf } from '../fixtures/battle-tables.ts';
import small from '../fixtures/ratings-small.json' with { type: 'json' };
import { createRandom } from '../maths/random.ts';
import { countPairs } from './battle-table.ts';
import { drawBinomial } from '../maths/binomial.ts';
import { resampleRatings } from './bootstrap-ratings.ts';
import { fitBradleyTerry, rateModels } from './bradley-terry.ts';
import { clusteredCovariance, clusteredVariances } from './sandwich.ts';
import { fitTieModel } from '../other-programs/tie-model.ts';
import { weighPairs } from '../other-programs/weigh-pairs.ts';

test('resamples are bit for bit the same in any split', () => {
	const table = tableOf(small.datasets['evalica-food'].battles);
	const input = { seed: 's', counts: countPairs(table), anchorId: 'Pizza' };
	const whole = resampleRatings({ ...input, from: 0, to: 30 });
	const parts = [
		[0, 11],
		[11, 12],
		[12, 30],
	].map(([from = 0, to = 0]) => resampleRatings({ ...input, from, to }));
	expect(parts.flatMap((part) => (part.kind === 'resampled' ? [...part.ratings] : []))).toEqual(
		whole.kind === 'resampled' ? [...whole.ratings] : [],
	);
});

test('weighted battles are rated, by the weight that their pair has, and not resampled', () => {
	const often: Battle[] = Array.from({ length: 60 }, (_, at) => [
		'a',
		'b',
		at < 45 ? 'model_a' : 'model_b',
	]);
	const seldom: Battle[] = [
		['b', 'a', 'model_b'],
		['c', 'b', 'model_a'],
		['b', 'c', 'model_a'],
		['c', 'c', 'model_a'],
	];
	const table = weighPairs(tableOf([...often, ...seldom]));
	expect([table.weights?.[0], table.weights?.[60], table.weights?.[61]]).toEqual([
		1 / 61,
		1 / 61,
		1 / 50,
	]);
	const rated = rateModels(table, 'b');
	expect(rated.kind === 'rated' && rated.ratings.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
	// Each pair is a chain's only link, so its weight cancels: odds 46 to 15 and 1 to 1.
	expect(rated.kind === 'rated' && rated.ratings[0]?.rating).toBeCloseTo(
		1000 + 400 * Math.log10(46 / 15),
		9,
	);
	const input = { seed: 's', counts: countPairs(table), anchorId: 'b', from: 0, to: 1 };
	expect(() => resampleRatings(input)).toThrow(/whole battles/);
});

test('a tie model of two is its closed form, and what has no optimum is refused', () => {
	const ends = [...'aaaaatttb'].map((end): Battle => [
		'x',
		'y',
		end === 't' ? 'tie' : `model_${end}`,
	]);
	const fit = fitTieModel(countPairs(tableOf(ends)), 'y');
	expect(fit.kind === 'fitted' && fit.strengths[0]).toBeCloseTo(Math.log(5), 12);
	// Ties over the geometric mean of both sides' wins is 2ν.
	expect(fit.kind === 'fitted' && fit.tieParameter).toBeCloseTo(3 / (2 * Math.sqrt(5)), 12);
	const refuse = (...battles: Battle[]) => fitTieModel(countPairs(tableOf(battles)), 'a');
	const noOptimum = { kind: 'refused', reason: 'no-finite-optimum' };
	expect(refuse(['a', 'b', 'tie'])).toEqual(noOptimum);
	// Strengths D, D/2 and 0 with ν = exp(3D/8) make all three ends ever more likely as D grows.
	expect(refuse(['a', 'b', 'model_a'], ['b', 'c', 'tie'], ['c', 'a', 'tie'])).toEqual(noOptimum);
	expect(refuse(['a', 'b', 'model_a'])).toMatchObject({ reason: 'not-strongly-connected' });
});

test('models that cannot be placed are named, and nothing is rated', () => {
	const refuse = (...battles: Battle[]) => rateModels(tableOf(battles), 'a');
	const unplaced = (...ids: string[]) => ({
		kind: 'refused',
		reason: 'not-strongly-connected',
		unplaced: ids,
	});
	const even: Battle[] = [
		['a', 'b', 'model_a'],
		['a', 'b', 'model_b'],
	];
	expect(refuse(['a', 'b', 'model_a'])).toEqual(unplaced('b'));
	expect(refuse(...even, ['a', 'c', 'model_b'], ['b', 'c', 'model_b'])).toEqual(unplaced('c'));
	expect(refuse(...even, ['c', 'd', 'tie'])).toEqual(unplaced('c', 'd'));
	expect(refuse()).toEqual({ kind: 'refused', reason: 'anchor-missing' });
	expect(refuse(['a', 'a', 'model_a'])).toEqual({ kind: 'refused', reason: 'no-battles' });
});

test('a tie places a model, and the anchor stands at 1000 without an interval', () => {
	const rated = rateModels(
		tableOf([
			['a', 'b', 'tie'],
			['b', 'c', 'tie'],
		]),
		'a',
	);
	expect(rated.kind === 'rated' && rated.ratings.map(({ rating }) => rating)).toEqual([
		1000, 1000, 1000,
	]);
	expect(rated.kind === 'rated' && rated.ratings[0]?.interval).toBeUndefined();
});

test('two models have the rating of their odds and clusters of copies widen the interval', () => {
	const battles: Battle[] = [...'1110111001'].map((won) => [
		'a',
		'b',
		won === '1' ? 'model_b' : 'model_a',
	]);
	const single = rateModels(tableOf(battles), 'a');
	const copied = tableOf(battles.flatMap((battle) => [battle, battle, battle, battle]));
	const questions = copied.questions.map((question) => Math.floor(question / 4));
	const clustered = rateModels({ ...copied, questions }, 'a');
	const naive = rateModels(copied, 'a');
	if (single.kind !== 'rated' || clustered.kind !== 'rated' || naive.kind !== 'rated') {
		throw new Error('all three tables are connected');
	}
	expect(single.ratings[1]?.rating).toBeCloseTo(1000 + 400 * Math.log10(7 / 3), 9);
	expect(clustered.ratings[1]?.interval?.low).toBeCloseTo(
		single.ratings[1]?.interval?.low ?? NaN,
		9,
	);
	const width = (ratings: typeof naive) =>
		(ratings.ratings[1]?.interval?.high ?? NaN) - (ratings.ratings[1]?.interval?.low ?? NaN);
	// Copies add nothing: the naive interval is half as wide, up to G / (G − 1).
	expect(width(naive) / width(clustered)).toBeCloseTo(Math.sqrt(40 / 39 / 4 / (10 / 9)), 9);
});

test('any order of battles, and either side first, gives the same ratings', () => {
	const battle = fc.tuple(fc.nat(4), fc.nat(4), fc.constantFrom('model_a', 'model_b', 'tie'));
	fc.assert(
		fc.property(fc.array(battle, { maxLength: 40 }), fc.string(), (drawn, seed) => {
			const battles = drawn.map(([i, j, winner]): Battle => [`m${i}`, `m${j}`, winner]);
			const ids = ['m0', 'm1', 'm2', 'm3', 'm4'];
			const { nextInt } = createRandom(seed);
			const shuffled = battles
				.map((row) => ({ row, key: nextInt(1000) }))
				.sort((a, b) => a.key - b.key)
				.map(({ row: [a, b, winner] }): Battle => [b, a, swap(winner)]);
			const fit = fitBradleyTerry(countPairs(tableOf(battles, ids)), 'm0');
			expect(fitBradleyTerry(countPairs(tableOf(shuffled, ids)), 'm0')).toEqual(fit);
			if (fit.kind === 'fitted') expect(fit.strengths.every(Number.isFinite)).toBe(true);
		}),
	);
});

test.each([
	{ n: 12, p: 0.3 },
	{ n: 200, p: 0.02 },
	{ n: 200, p: 0.4 },
	{ n: 60, p: 0.85 },
])('binomial draws follow the distribution (chi-square): %j', ({ n, p }) => {
	const random = createRandom(`binomial ${n} ${p}`);
	const draws = 20_000;
	const seen = new Array<number>(n + 1).fill(0);
	for (let draw = 0; draw < draws; draw++) {
		const value = drawBinomial(random, n, p);
		seen[value] = (seen[value] ?? 0) + 1;
	}
	let chiSquare = 0;
	let cells = 0;
	let log = n * Math.log1p(-p);
	for (let k = 0; k <= n; k++) {
		if (k > 0) log += Math.log(((n - k + 1) / k) * (p / (1 - p)));
		const expected = draws * Math.exp(log);
		if (expected < 10) continue;
		chiSquare += ((seen[k] ?? 0) - expected) ** 2 / expected;
		cells++;
	}
	expect(cells).toBeGreaterThan(5);
	expect(chiSquare).toBeLessThan(cells + 4 * Math.sqrt(2 * cells));
});

function swap(winner: string): string {
	return winner === 'model_a' ? 'model_b' : winner === 'model_b' ? 'model_a' : winner;
}

test('variances are the diagonal of the covariance, of models that meet each other and of a star', () => {
	const winners: Readonly<Record<string, string>> = { '1': 'model_a', '2': 'model_b' };
	const pairs = ['ab1', 'bc1', 'ca1', 'ab2', 'ad1', 'ad2', 'bc2', 'ac1', 'ab='];
	const met = pairs.map(([a = '', b = '', won = '']): Battle => [a, b, winners[won] ?? 'tie']);
	const star = met.filter(([first, second]) => first === 'a' || second === 'a');
	for (const battles of [met, star]) {
		const table = tableOf(battles);
		const fit = fitBradleyTerry(countPairs(table), 'a');
		if (fit.kind === 'refused') throw new Error('every model wins and loses');
		const size = table.modelIds.length;
		const covariance = clusteredCovariance(table, fit);
		expect([...(clusteredVariances(table, fit) ?? [])]).toEqual(
			table.modelIds.map((_, model) => covariance?.[model * size + model]),
		);
	}
});
