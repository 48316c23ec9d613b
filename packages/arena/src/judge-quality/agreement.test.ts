import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	dataFile,
	hasFiles,
	readGzippedRows,
	readJson,
} from '../../../../test/support/shared-data.ts';
import {
	confusionMatrix,
	decideBySum,
	flipSide,
	measureAccuracy,
	measurePositions,
	type Side,
	SIDES,
} from './agreement.ts';
import { cohenKappa, krippendorffAlpha, type RatedItem, scottPi } from './chance-corrected.ts';
import { decideCodeArenaBattle, readCodeArenaLabel } from '../other-programs/codearena-compat.ts';
import { measureSelfPreference } from './self-preference.ts';

const humanPairs = dataFile('autoj-human-pairs/judge-autoj-13b.jsonl.gz');
const humanAgreement = dataFile('golden/agreement-autoj.json');
const judgedPairs = dataFile('judgebench/claude-3-haiku-20240307__on__claude-3-5-sonnet.jsonl.gz');
const judgedAgreement = dataFile('golden/agreement-judgebench-haiku.json');
const isAbsent = !hasFiles(humanPairs, humanAgreement, judgedPairs, judgedAgreement);

type JudgedPair = { scenario: string; group: string; label: Side; game_ab: Side; game_ba: Side };
type Golden = Readonly<Record<string, number>> & { confusion_label_by_summed?: number[][] };

test.skipIf(isAbsent)("agreement with human labels equals the original's, in all groups", () => {
	const { expected } = readJson(humanAgreement);
	const pairs = readGzippedRows<JudgedPair>(humanPairs);
	compare(pairs, expected.overall);
	const groups = Object.entries<Golden>(expected.by_group);
	const scenarios = Object.entries<Golden>(expected.by_scenario);
	for (const [group, golden] of groups)
		compare(
			pairs.filter((pair) => pair.group === group),
			golden,
		);
	for (const [scenario, golden] of scenarios) {
		compare(
			pairs.filter((pair) => pair.scenario === scenario),
			golden,
		);
	}
	expect([groups.length, scenarios.length]).toEqual([8, 58]);
});

function compare(pairs: JudgedPair[], golden: Golden) {
	const games = pairs.map((pair) => ({ ...pair, second: flipSide(pair.game_ba) }));
	const against = (decide: (game: (typeof games)[number]) => Side | undefined) =>
		measureAccuracy(games.map((game) => ({ label: game.label, decision: decide(game) })));
	const bySum = (game: JudgedPair) => decideBySum({ ab: game.game_ab, ba: game.game_ba });
	const summed = against(bySum);
	const positions = measurePositions(pairs.map(({ game_ab: ab, game_ba: ba }) => ({ ab, ba })));
	const share = (count: number) => count / pairs.length;
	const items = games.map((game) => ({ label: game.label, decision: bySum(game) }));
	const matrix = confusionMatrix(items);
	const actual: Record<string, number | undefined> = {
		n: summed.n,
		agreement_game_ab: against((game) => game.game_ab).agreement,
		agreement_game_ba: against((game) => game.second).agreement,
		agreement_both: share(
			games.filter((game) => game.game_ab === game.label && game.second === game.label).length,
		),
		consistency: positions.positionConsistency,
		agreement_if_disagree_is_tie: against((game) =>
			game.game_ab === game.second ? game.second : 'tie',
		).agreement,
		agreement_summed: summed.agreement,
		agreement_summed_without_ties: summed.decidedAgreement,
		n_without_ties: summed.decided,
		tie_rate_label: share(sumOf(matrix[2] ?? [])),
		tie_rate_game_ab: share(games.filter((game) => game.game_ab === 'tie').length),
		tie_rate_game_ba: share(games.filter((game) => game.second === 'tie').length),
		tie_rate_summed: share(sumOf(matrix.map((row) => row[2] ?? 0))),
		// The original divides by all games, ties included.
		first_position_rate: positions.firstWins / (2 * pairs.length),
		cohen_kappa_game_ab: cohenKappa(games.map((game): RatedItem => [game.label, game.game_ab])),
		cohen_kappa_summed: cohenKappa(items.map((item): RatedItem => [item.label, item.decision])),
		cohen_kappa_ab_vs_ba: cohenKappa(games.map((game): RatedItem => [game.game_ab, game.second])),
		krippendorff_alpha_label_ab_ba: krippendorffAlpha(
			games.map((game) => [game.label, game.game_ab, game.second]),
		),
	};
	const { confusion_label_by_summed, ...numbers } = golden;
	for (const [name, value] of Object.entries(numbers)) {
		expect(actual[name], name).toBeCloseTo(value, 12);
	}
	if (confusion_label_by_summed) expect(matrix).toEqual(confusion_label_by_summed);
}

function sumOf(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0);
}

test.skipIf(isAbsent)("agreement of a judge with unreadable games equals scikit-learn's", () => {
	const { expected } = readJson(judgedAgreement);
	const sideOf: Record<string, Side> = { 'A>B': 'A', 'B>A': 'B', 'A=B': 'tie' };
	type Row = { label: string; games: { judgment_text: string; decision: string | null }[] };
	const rows = readGzippedRows<Row>(judgedPairs).map(({ label, games: [ab, ba] }) => ({
		label: sideOf[label],
		texts: [ab?.judgment_text ?? '', ba?.judgment_text ?? ''],
		ab: sideOf[ab?.decision ?? ''],
		ba: sideOf[ba?.decision ?? ''],
	}));
	const both = rows.filter(({ ab, ba }) => ab && ba);
	const kappa = cohenKappa(rows.map(({ ab, ba }): RatedItem => [ab, ba && flipSide(ba)]));
	expect(kappa).toBeCloseTo(expected.cohen_kappa_game1_vs_game2, 12);
	const labelled = cohenKappa(both.map(({ label, ab }): RatedItem => [label, ab]));
	expect(labelled).toBeCloseTo(expected.cohen_kappa_label_vs_game1, 12);
	const positions = measurePositions(rows);
	expect([positions.n, positions.unscored]).toEqual([expected.n_both_parsed, 13]);
	// Consistent: 54 ties, 42 and 39 decisions; flipped: 37 and 7 (contingency of the golden file).
	expect(positions.positionConsistency).toBeCloseTo(135 / 257, 14);
	expect(positions.flipRate).toBeCloseTo(44 / 257, 14);
	expect(rows).toHaveLength(expected.n);
	const nameOf = (side: Side | undefined) =>
		Object.keys(sideOf).find((name) => sideOf[name] === side) ?? 'None';
	const contingency = rows.map(({ ab, ba }) => `${nameOf(ab)}|${nameOf(ba && flipSide(ba))}`);
	expect(countBy(contingency)).toEqual(expected.contingency_game1_by_game2);
	// CodeArena's rule on the labels as written; the second answer stands for the model.
	const decided = rows.map(({ label, texts }) => {
		const { outcome } = decideCodeArenaBattle(texts.map((text) => readCodeArenaLabel(text).score));
		const decision: Side = outcome === 'win' ? 'B' : outcome === 'loss' ? 'A' : 'tie';
		return { label, decision };
	});
	const weighted = expected.codearena_weighted;
	expect(countBy(decided.map(({ decision }) => decision))).toEqual(weighted.outcomes);
	expect(measureAccuracy(decided).correct).toBe(weighted.correct);
	expect(measureAccuracy(decided).agreement).toBeCloseTo(weighted.accuracy, 12);
});

function countBy(names: readonly string[]): Readonly<Record<string, number>> {
	const groups = Map.groupBy(names, (name) => name);
	return Object.fromEntries([...groups].map(([name, own]) => [name, own.length]));
}

test('kappa, pi and alpha give the published worked examples', () => {
	// Cohen's kappa: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no gives 0.4 (Wikipedia's grant readers).
	const items = [
		...Array<RatedItem>(20).fill(['yes', 'yes']),
		...Array<RatedItem>(5).fill(['yes', 'no']),
		...Array<RatedItem>(10).fill(['no', 'yes']),
		...Array<RatedItem>(15).fill(['no', 'no']),
	];
	expect(cohenKappa(items)).toBeCloseTo(0.4, 14);
	// Pooled shares 0.55 and 0.45: pi = (0.7 − 0.505) / 0.495.
	expect(scottPi(items)).toBeCloseTo(0.195 / 0.495, 14);
	// Krippendorff 2011, section C: nominal data of four observers with missing values, alpha 0.743.
	const rows = [
		[1, 2, 3, 3, 2, 1, 4, 1, 2, undefined, undefined, undefined],
		[1, 2, 3, 3, 2, 2, 4, 1, 2, 5, undefined, 3],
		[undefined, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, undefined],
		[1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, undefined],
	];
	const nominal = Array.from({ length: 12 }, (_, at) => rows.map((row) => row[at]?.toString()));
	expect(krippendorffAlpha(nominal)).toBeCloseTo(0.743, 3);
});

test('undecided decisions are worth a half and unscored ones nothing', () => {
	const accuracy = measureAccuracy([
		{ label: 'A', decision: 'A' },
		{ label: 'A', decision: 'tie' },
		{ label: 'B', decision: 'A' },
		{ label: 'tie', decision: 'tie' },
		{ label: 'B', decision: undefined },
	]);
	expect(accuracy).toEqual({
		n: 4,
		unscored: 1,
		correct: 2,
		undecided: 1,
		decided: 2,
		agreement: 0.5,
		accuracy: 0.625,
		decidedAgreement: 0.5,
	});
});

test('nothing scored gives no share, and one value alone no agreement beyond chance', () => {
	const nothing = { n: 0, unscored: 1, correct: 0, undecided: 0, decided: 0 };
	expect(measureAccuracy([{ label: 'A', decision: undefined }])).toEqual(nothing);
	expect(measurePositions([{ ab: 'A', ba: undefined }])).toEqual({
		n: 0,
		unscored: 1,
		firstWins: 0,
		decidedGames: 0,
	});
	expect(measurePositions([{ ab: 'tie', ba: 'tie' }]).firstPositionShare).toBeUndefined();
	for (const items of [
		[],
		[['A', undefined]],
		[
			['A', 'A'],
			['A', 'A'],
		],
	] as RatedItem[][]) {
		expect(cohenKappa(items)).toBeUndefined();
		expect(scottPi(items)).toBeUndefined();
		expect(krippendorffAlpha(items)).toBeUndefined();
	}
});

test('swapping the raters or the names of the sides changes no coefficient', () => {
	const side = fc.option(fc.constantFrom(...SIDES), { nil: undefined });
	fc.assert(
		fc.property(fc.array(fc.tuple(side, side)), (items) => {
			const swapped = items.map(([a, b]): RatedItem => [b, a]);
			const flipped = items.map(([a, b]): RatedItem => [a && flipSide(a), b && flipSide(b)]);
			for (const measure of [cohenKappa, scottPi, krippendorffAlpha]) {
				const value = measure(items);
				expect(value === undefined || (Number.isFinite(value) && value <= 1)).toBe(true);
				for (const other of [measure(swapped), measure(flipped)]) {
					if (value === undefined) expect(other).toBeUndefined();
					else expect(other).toBeCloseTo(value, 12);
				}
			}
		}),
	);
});

test('self-preference is what a judge gives its family beyond what others give it', () => {
	const battle = (battleId: string, judgeFamily: string, modelFamily: string, score: number) => ({
		battleId,
		judgeId: `${judgeFamily} judge`,
		judgeFamily,
		modelFamily,
		score,
	});
	const battles = [
		battle('1', 'x', 'x', 1),
		battle('1', 'y', 'x', 0),
		battle('1', 'z', 'x', 0.5),
		battle('2', 'x', 'x', 1),
		battle('2', 'y', 'x', 1),
		battle('3', 'x', 'y', 0.5),
		battle('3', 'z', 'y', 0),
		battle('4', 'x', 'x', 1),
	];
	expect(measureSelfPreference(battles, 'x judge')).toEqual({
		ownBattles: 2,
		own: 1,
		others: 0.625,
		preference: 0.375,
		leniency: 0.5,
		excess: -0.125,
	});
	expect(measureSelfPreference(battles, 'nobody')).toEqual({ ownBattles: 0 });
});
