import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Side } from './agreement.ts';
import { type CheckedPair, measureCheck } from './judge-check.ts';
import type { GameJudgment } from '../rules/judgment.ts';
import { readVerdict } from '../rules/read-verdict.ts';
import type { Verdict } from '../rules/verdict.ts';

const dataFolder =
	process.env.CODEJOUST_TEST_DATA ??
	fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const judgeBench = `${dataFolder}/judgebench/claude-3-haiku-20240307__on__claude-3-5-sonnet.jsonl.gz`;
const judgeBenchExpected = `${dataFolder}/judgebench/expected-claude-3-haiku.json`;
const autoJPairs = `${dataFolder}/autoj-human-pairs/pairs.jsonl.gz`;
const autoJGames = `${dataFolder}/autoj-human-pairs/judge-autoj-13b.jsonl.gz`;
const autoJExpected = `${dataFolder}/golden/agreement-autoj.json`;

const scored = (verdict: Verdict): GameJudgment => ({ kind: 'scored', verdict });
const truncated: GameJudgment = { kind: 'unscored', reason: 'truncated' };

function pair(label: Side, ab: GameJudgment, ba: GameJudgment, a = 10, b = 20): CheckedPair {
	return { category: 'all', label, lengths: { a, b }, games: { ab, ba } };
}

test('an undecided pair counts half, an unscored one moves no number and is told by its reason', () => {
	const { overall } = measureCheck([
		pair('A', scored('A>B'), scored('B>A')),
		pair('B', scored('A=B'), scored('A=B')),
		pair('B', scored('A>>B'), scored('B>A')),
		pair('A', scored('A>B'), truncated),
		pair('tie', scored('A>B'), scored('A>B')),
	]);
	expect(overall).toMatchObject({
		pairs: 5,
		labels: { A: 2, B: 2, tie: 1 },
		scored: 4,
		unscored: 1,
		unscoredReasons: { truncated: 1 },
		correct: 2,
		undecided: 1,
		wrong: 1,
		positionConsistency: 0.75,
		flipRate: 0.25,
		firstWins: 4,
		decidedGames: 6,
		pricedPairs: 0,
	});
	expect(overall.accuracy).toMatchObject({ value: 2.5 / 4, interval: { method: 'trinomial' } });
	expect(overall.judgeBench).toMatchObject({ pairs: 4, correct: 2, incorrect: 1, ties: 1 });
});

test('a judge that always takes the longer answer is told apart from labels that do', () => {
	const longer = (label: Side, a: number, b: number) =>
		a > b
			? pair(label, scored('A>B'), scored('B>A'), a, b)
			: pair(label, scored('B>A'), scored('A>B'), a, b);
	const biased = [longer('A', 9, 5), longer('B', 9, 5), longer('tie', 5, 9), longer('A', 5, 9)];
	const { length } = measureCheck([...biased, longer('A', 7, 7)]).overall;
	// The labels give the longer answer 1, 0, ½ and 0 of four.
	expect(length).toMatchObject({ pairs: 4, judged: 1, labelled: 1.5 / 4 });
	expect(length?.excess.value).toBeCloseTo(2.5 / 4, 12);
	// Agresti and Min: n + 2 pairs, mean 2.5/6, squares (0 + 1 + ¼ + 1 + 2)/6.
	const error = Math.sqrt((4.25 / 6 - (2.5 / 6) ** 2) / 6);
	expect(length?.excess.low).toBeCloseTo(2.5 / 6 - 1.959964 * error, 5);
	expect(2.5 / 6 + 1.959964 * error).toBeGreaterThan(1);
	expect(length?.excess.high).toBe(1);
	const honest = measureCheck([longer('A', 9, 5), longer('B', 5, 9)]).overall.length;
	expect(honest?.excess.value).toBe(0);
	expect(measureCheck([longer('A', 7, 7)]).overall).not.toHaveProperty('length');
});

test('an accuracy has half of the undecided behind it, and every category counts alike in their mean', () => {
	const right = pair('A', scored('A>B'), scored('B>A'));
	const undecided = pair('A', scored('A=B'), scored('A=B'));
	const wrong = pair('B', scored('A>B'), scored('B>A'));
	const { overall, categoryMean } = measureCheck([
		right,
		right,
		undecided,
		undecided,
		{ ...wrong, category: 'other' },
	]);
	expect([overall.accuracy?.value, overall.halfUndecided]).toEqual([3 / 5, 1 / 5]);
	expect(categoryMean).toEqual({ categories: 2, accuracy: 0.75 / 2, halfUndecided: 0.25 / 2 });
	const unread = pair('A', truncated, truncated);
	expect(measureCheck([unread])).not.toHaveProperty('categoryMean');
});

test('two answers of one text are a tie, and say nothing of what the order does to the judge', () => {
	const even = { ...pair('A', scored('A=B'), scored('A=B')), isEqual: true };
	const flipped = pair('A', scored('A>B'), scored('A>B'));
	const { overall } = measureCheck([even, flipped]);
	expect(overall).toMatchObject({ scored: 2, undecided: 2, positionConsistency: 0, flipRate: 1 });
});

test('judges that read nothing are measured by the same rule: the first shown decides nothing', () => {
	const say = scored('A=B');
	const { trivial } = measureCheck([
		pair('A', say, say, 9, 5),
		pair('B', say, say, 9, 5),
		pair('B', say, truncated, 5, 9),
		pair('tie', say, say, 7, 7),
		pair('tie', say, say, 5, 9),
	]);
	expect(trivial).toEqual([
		{ judge: 'always-first', correct: 2, undecided: 3, wrong: 0, accuracy: 3.5 / 5 },
		{ judge: 'always-longer', correct: 3, undecided: 0, wrong: 2, accuracy: 3 / 5 },
		{ judge: 'always-shorter', correct: 2, undecided: 0, wrong: 3, accuracy: 2 / 5 },
	]);
});

test('no pairs have no numbers, and the order of pairs is irrelevant', () => {
	const { overall, categories } = measureCheck([]);
	expect(overall).toMatchObject({ pairs: 0, scored: 0, correct: 0 });
	for (const name of ['accuracy', 'positionConsistency', 'firstPositionShare', 'length'])
		expect(overall).not.toHaveProperty(name);
	expect(categories).toEqual([]);
	const many = Array.from({ length: 60 }, (_, at) => ({
		...pair(at % 3 === 0 ? 'A' : 'B', scored('A>B'), scored(at % 4 === 0 ? 'A>B' : 'B>A')),
		category: at % 2 === 0 ? 'even' : 'odd',
	}));
	expect(measureCheck(many.toReversed())).toEqual(measureCheck(many));
});

type Recorded = {
	readonly category: string;
	readonly response_a: string;
	readonly response_b: string;
	readonly label: 'A>B' | 'B>A';
	readonly games: readonly [{ judgment_text: string }, { judgment_text: string }];
};

test.skipIf(!existsSync(judgeBench) || !existsSync(judgeBenchExpected))(
	`a real judge of 270 pairs: 88 right, 89 undecided, 80 wrong, and the published counts by group (skipped without ${judgeBench})`,
	() => {
		const rows = readRows<Recorded>(judgeBench);
		const read = (row: Recorded, at: 0 | 1) =>
			readVerdict(row.games[at].judgment_text, [row.response_a, row.response_b]);
		const { overall, categories } = measureCheck(
			rows.map((row) => ({
				category: row.category,
				label: row.label === 'A>B' ? 'A' : 'B',
				lengths: { a: [...row.response_a].length, b: [...row.response_b].length },
				games: { ab: read(row, 0), ba: read(row, 1) },
			})),
		);
		const expected = JSON.parse(readFileSync(judgeBenchExpected, 'utf8'));
		expect(overall).toMatchObject({ scored: 257, correct: 88, undecided: 89, wrong: 80 });
		expect(overall.unscoredReasons).toEqual({ contradictory: 13 });
		expect(overall.accuracy?.value).toBeCloseTo((88 + 44.5) / 257, 12);
		// 1.96 standard errors of a coin, times √0.8: with 35 % ties the least variance that is assumed, by hand.
		const accuracy = 132.5 / 257;
		const error = Math.sqrt((0.8 * accuracy * (1 - accuracy)) / 257);
		expect(overall.accuracy?.interval.low).toBeCloseTo(132.5 / 257 - 1.96 * error, 2);
		expect(overall.accuracy?.interval.high).toBeCloseTo(132.5 / 257 + 1.96 * error, 2);
		expect(overall.positionConsistency).toBeCloseTo(1 - 122 / 257, 12);
		expect(100 * (overall.judgeBench.accuracy ?? 0)).toBeCloseTo(expected.overall.accuracy_pct, 9);
		expect(categories.map(({ category }) => category)).toEqual(
			Object.keys(expected.by_group).sort(),
		);
		for (const { category, numbers } of categories) {
			const group = expected.by_group[category];
			expect(numbers.judgeBench).toEqual({
				pairs: group.n_pairs,
				correct: group.n_correct,
				incorrect: group.n_incorrect,
				ties: group.n_tie,
				accuracy: expect.closeTo(group.accuracy_pct / 100, 9),
				positionConsistency: expect.closeTo(group.position_consistency, 9),
			});
			expect(numbers.unscored).toBe(group.n_nulls);
		}
	},
);

type AutoJGame = { id: string; group: string; label: Side; game_ab: Side; game_ba: Side };
type AutoJPair = { id: string; response_a: string; response_b: string };

test.skipIf(![autoJPairs, autoJGames, autoJExpected].every((path) => existsSync(path)))(
	`human labels with ties: the agreement of 1392 pairs and of each group is the original’s (skipped without ${autoJGames})`,
	() => {
		const texts = new Map(readRows<AutoJPair>(autoJPairs).map((row) => [row.id, row]));
		const verdicts = { A: 'A>B', B: 'B>A', tie: 'A=B' } as const;
		const checked = readRows<AutoJGame>(autoJGames).map((row) => ({
			category: row.group,
			label: row.label,
			lengths: {
				a: texts.get(row.id)?.response_a.length ?? 0,
				b: texts.get(row.id)?.response_b.length ?? 0,
			},
			games: { ab: scored(verdicts[row.game_ab]), ba: scored(verdicts[row.game_ba]) },
		}));
		const { overall, categories } = measureCheck(checked);
		const { expected } = JSON.parse(readFileSync(autoJExpected, 'utf8'));
		const all = [{ numbers: overall, want: expected.overall }].concat(
			categories.map(({ category, numbers }) => ({ numbers, want: expected.by_group[category] })),
		);
		expect(all).toHaveLength(9);
		for (const { numbers, want } of all) {
			expect(numbers.pairs).toBe(want.n);
			expect(numbers.correct / numbers.scored).toBeCloseTo(want.agreement_summed, 12);
			expect(numbers.positionConsistency).toBeCloseTo(want.consistency, 12);
			expect(numbers.firstWins / (2 * want.n)).toBeCloseTo(want.first_position_rate, 12);
			expect(numbers.labels.tie / want.n).toBeCloseTo(want.tie_rate_label, 12);
		}
		// Its confusion matrix: the labels name an answer and the sum of both games is a tie.
		expect(overall.undecided).toBe(61 + 55);
		expect(overall.kappa).toBeCloseTo(expected.overall.cohen_kappa_summed, 12);
		// Without missing values alpha is pi, corrected for the number of values that were given.
		const { pi = Number.NaN, alpha = Number.NaN } = overall;
		expect(1 - alpha).toBeCloseTo((1 - pi) * (1 - 1 / (2 * overall.scored)), 12);
	},
);

function readRows<Row>(path: string): readonly Row[] {
	const lines = gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n');
	return lines.map((line): Row => JSON.parse(line));
}
