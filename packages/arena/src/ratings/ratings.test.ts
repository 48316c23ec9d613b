import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import small from '../fixtures/ratings-small.json' with { type: 'json' };
import { createRandom } from '../random.ts';
import { type BattleTable, countPairs } from './battle-table.ts';
import { drawBinomial } from './binomial.ts';
import { boundRatings, resampleRatings } from './bootstrap-ratings.ts';
import { fitBradleyTerry, RATING_SCALE, rateModels } from './bradley-terry.ts';
import { computeElo } from './elo.ts';
import { clusteredCovariance } from './sandwich.ts';

const DATA =
	process.env.CODEJOUST_TEST_DATA ??
	fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const isAbsent = !existsSync(`${DATA}/llmfao/votes.jsonl.gz`);
const skipped = `(skipped without ${DATA}/llmfao)`;

type Battle = readonly [first: string, second: string, winner: string];
type ArenaRank = Record<string, { rating: number; lower: number; upper: number }>;

const datasets: Record<
	string,
	{
		battles: string[][];
		elo_k4: Record<string, number>;
		bt_mle_exact: Record<string, number>;
		arena_rank: ArenaRank;
	}
> = small.datasets;

test.each(Object.entries(datasets))(
	'%s: ratings equal the exact optimum, whichever model is the anchor',
	(_, { battles, bt_mle_exact: exact }) => {
		const table = tableOf(battles.map(toBattle));
		for (const anchor of table.modelIds) {
			const ratings = centre(table, anchor);
			for (const [id, rating] of Object.entries(exact)) {
				expect(Math.abs((ratings.get(id) ?? NaN) - rating)).toBeLessThan(1e-9);
			}
		}
	},
);

test.each(Object.entries(datasets))('%s: Elo equals FastChat battle for battle', (_, set) => {
	const ratings = computeElo(tableOf(set.battles.map(toBattle)));
	for (const [id, rating] of Object.entries(set.elo_k4)) {
		expect(ratings.get(id)).toBeCloseTo(rating, 9);
	}
});

test.each(Object.entries(datasets))(
	'%s: sandwich intervals equal arena-rank where every battle is a cluster of its own',
	(_, { battles, arena_rank }) => {
		compareWithArenaRank(tableOf(battles.map(toBattle)), arena_rank);
	},
);

test.skipIf(isAbsent)(`59 models of human votes: optimum, Elo and intervals ${skipped}`, () => {
	const { expected } = JSON.parse(readFileSync(`${DATA}/golden/ratings-llmfao.json`, 'utf8'));
	const table = tableOf(readVotes());
	const ratings = centre(table, table.modelIds[7] ?? '');
	for (const [id, rating] of Object.entries<number>(expected.bt_mle_exact)) {
		expect(Math.abs((ratings.get(id) ?? NaN) - rating)).toBeLessThan(1e-9);
	}
	const elo = computeElo(table);
	for (const [id, rating] of Object.entries<number>(expected.fastchat_elo_k4)) {
		expect(elo.get(id)).toBeCloseTo(rating, 9);
	}
	compareWithArenaRank(table, expected.arena_rank_unweighted);
});

test.skipIf(isAbsent)(`bootstrap quantiles lie where FastChat's do ${skipped}`, () => {
	const { expected } = JSON.parse(readFileSync(`${DATA}/golden/ratings-llmfao.json`, 'utf8'));
	const table = tableOf(readVotes());
	const counts = countPairs(table);
	const anchorId = table.modelIds[0] ?? '';
	const input = { seed: 'llmfao', counts, anchorId, from: 0, to: 400 };
	const resampled = resampleRatings(input);
	expect(resampled.kind).toBe('resampled');
	if (resampled.kind !== 'resampled') return;
	const size = table.modelIds.length;
	const centred = resampled.ratings.slice();
	for (let start = 0; start < centred.length; start += size) {
		const row = centred.subarray(start, start + size);
		const mean = row.reduce((sum, rating) => sum + rating, 0) / size;
		row.forEach((rating, at) => (row[at] = rating - mean + 1000));
	}
	type Quantiles = { q025: number; q975: number; std: number };
	const golden: Record<string, Quantiles> = expected.fastchat_bootstrap_bt.quantiles;
	boundRatings(centred, size).forEach((interval, model) => {
		const { q025, q975, std } = golden[table.modelIds[model] ?? ''] ?? {
			q025: NaN,
			q975: NaN,
			std: NaN,
		};
		const tolerance = 4.5 * 2.7 * std * Math.sqrt(1 / 400 + 1 / 1000);
		expect(Math.abs((interval?.low ?? NaN) - q025)).toBeLessThan(tolerance);
		expect(Math.abs((interval?.high ?? NaN) - q975)).toBeLessThan(tolerance);
	});
});

test('resamples are bit for bit the same in any split', () => {
	const table = tableOf((datasets['evalica-food']?.battles ?? []).map(toBattle));
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

function compareWithArenaRank(table: BattleTable, golden: ArenaRank) {
	const fit = fitBradleyTerry(countPairs(table), table.modelIds[0] ?? '');
	if (fit.kind !== 'fitted') throw new Error('the golden sets are connected');
	const covariance = clusteredCovariance(table, fit) ?? new Float64Array();
	const size = table.modelIds.length;
	// arena-rank centres the ratings and has no G / (G − 1).
	const clusters = table.first.length;
	const rowMeans = table.modelIds.map((_, row) => {
		const own = covariance.subarray(row * size, (row + 1) * size);
		return own.reduce((sum, value) => sum + value, 0) / size;
	});
	const grandMean = rowMeans.reduce((sum, value) => sum + value, 0) / size;
	table.modelIds.forEach((id, model) => {
		const variance =
			(covariance[model * size + model] ?? NaN) - 2 * (rowMeans[model] ?? NaN) + grandMean;
		const reach = 1.96 * RATING_SCALE * Math.sqrt((variance * (clusters - 1)) / clusters);
		const { lower = NaN, upper = NaN } = golden[id] ?? {};
		// It also adds a ridge to the Hessian, which narrows its intervals by about a quarter of a percent.
		expect(Math.abs(reach / ((upper - lower) / 2) - 1)).toBeLessThan(0.005);
	});
}

function centre(table: BattleTable, anchor: string): ReadonlyMap<string, number> {
	const rated = rateModels(table, anchor);
	if (rated.kind !== 'rated') throw new Error('the golden sets are connected');
	const mean = rated.ratings.reduce((sum, { rating }) => sum + rating, 0) / rated.ratings.length;
	return new Map(rated.ratings.map(({ id, rating }) => [id, rating - mean + 1000]));
}

function tableOf(battles: readonly Battle[], ids?: readonly string[]): BattleTable {
	const modelIds = ids ?? [...new Set(battles.flatMap(([first, second]) => [first, second]))];
	return {
		modelIds,
		first: Uint16Array.from(battles, ([first]) => modelIds.indexOf(first)),
		second: Uint16Array.from(battles, ([, second]) => modelIds.indexOf(second)),
		points: Uint8Array.from(battles, ([, , winner]) =>
			winner === 'model_a' ? 2 : winner === 'model_b' ? 0 : 1,
		),
		questions: Int32Array.from(battles.keys()),
	};
}

function toBattle([first = '', second = '', winner = '']: string[]): Battle {
	return [first, second, winner];
}

function swap(winner: string): string {
	return winner === 'model_a' ? 'model_b' : winner === 'model_b' ? 'model_a' : winner;
}

function readVotes(): Battle[] {
	const text = gunzipSync(readFileSync(`${DATA}/llmfao/votes.jsonl.gz`)).toString('utf8');
	return text
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line))
		.map((vote): Battle => [
			vote.model_a,
			vote.model_b,
			vote.winner === 'tie' ? 'tie' : `model_${vote.winner}`,
		]);
}
