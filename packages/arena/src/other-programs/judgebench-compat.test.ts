import { expect, test } from 'vitest';
import {
	dataFile,
	hasFiles,
	readGzippedRows,
	readJson,
} from '../../../../test/support/shared-data.ts';
import { decideBattle } from '../rules/battle.ts';
import {
	decideJudgeBenchPair,
	measureJudgeBench,
	type JudgeBenchPair,
	type PairDecision,
	pairDecisionOf,
} from './judgebench-compat.ts';
import { readVerdict } from '../rules/read-verdict.ts';

const pairsFile = dataFile('judgebench/claude-3-haiku-20240307__on__claude-3-5-sonnet.jsonl.gz');
const expectedFile = dataFile('judgebench/expected-claude-3-haiku.json');
const isAbsent = !hasFiles(pairsFile, expectedFile);

test.each<[PairDecision, PairDecision, string]>([
	['A>B', 'B>A', 'correct'],
	['A>B', 'A=B', 'correct'],
	['A>B', null, 'correct'],
	['A>B', 'A>B', 'tie'],
	['A=B', 'A=B', 'tie'],
	[null, null, 'tie'],
	[null, 'A>B', 'incorrect'],
	['B>A', 'A>B', 'incorrect'],
])('games %s and %s of a pair with label A>B are %s', (first, second, outcome) => {
	expect(decideJudgeBenchPair({ label: 'A>B', games: [first, second] })).toEqual({ outcome });
});

test('without pairs there are no rates', () => {
	const metrics = measureJudgeBench([]);
	expect(metrics.pairs).toBe(0);
	expect(metrics).not.toHaveProperty('accuracy');
	expect(metrics).not.toHaveProperty('positionConsistency');
});

type RecordedGame = { readonly judgment_text: string; readonly decision: PairDecision };
type RecordedPair = {
	readonly source: string;
	readonly category: string;
	readonly response_a: string;
	readonly response_b: string;
	readonly label: 'A>B' | 'B>A';
	readonly games: readonly [RecordedGame, RecordedGame];
};
type Expected = Readonly<Record<string, number>>;
type ExpectedFile = {
	readonly overall: Expected;
	readonly by_group: Readonly<Record<string, Expected>>;
	readonly by_source: Readonly<Record<string, Expected>>;
};

function judgmentOf(pair: RecordedPair, game: RecordedGame) {
	return readVerdict(game.judgment_text, [pair.response_a, pair.response_b]);
}

test.skipIf(isAbsent)('540 recorded replies read as they were recorded', () => {
	const pairs = readGzippedRows<RecordedPair>(pairsFile);
	const judgments = pairs.flatMap((pair) => pair.games.map((game) => judgmentOf(pair, game)));
	const recorded = pairs.flatMap((pair) => pair.games.map((game) => game.decision));
	expect(judgments.map(pairDecisionOf)).toEqual(recorded);
	const unread = judgments.filter((judgment) => judgment.kind === 'unscored');
	expect(unread).toHaveLength(13);
	expect(new Set(unread.map((judgment) => judgment.reason))).toEqual(new Set(['contradictory']));
});

test.skipIf(isAbsent)('all published counts come out, per group and source', () => {
	const expected: ExpectedFile = readJson(expectedFile);
	const pairs = readGzippedRows<RecordedPair>(pairsFile);
	const check = (rows: readonly RecordedPair[], want: Expected | undefined) => {
		const metrics = measureJudgeBench(rows.map(decisionsOf));
		expect(originalNames(metrics)).toEqual(
			Object.fromEntries(Object.keys(originalNames(metrics)).map((key) => [key, want?.[key]])),
		);
	};
	check(pairs, expected.overall);
	const groups = Map.groupBy(pairs, (pair) => pair.category);
	const sources = Map.groupBy(pairs, (pair) => pair.source);
	expect([...groups.keys()].sort()).toEqual(Object.keys(expected.by_group).sort());
	expect([...sources.keys()].sort()).toEqual(Object.keys(expected.by_source).sort());
	for (const [name, rows] of groups) check(rows, expected.by_group[name]);
	for (const [name, rows] of sources) check(rows, expected.by_source[name]);
});

test.skipIf(isAbsent)('our own rule gives 88 right, 80 wrong, 89 ties and 13 unscored', () => {
	const pairs = readGzippedRows<RecordedPair>(pairsFile);
	const counts = { right: 0, wrong: 0, tie: 0, unscored: 0 };
	for (const pair of pairs) {
		const battle = decideBattle({
			baselineFirst: judgmentOf(pair, pair.games[0]),
			swapped: judgmentOf(pair, pair.games[1]),
		});
		if (battle.kind === 'unscored') counts.unscored++;
		else if (battle.outcome === 'tie') counts.tie++;
		else if ((battle.outcome === 'win') === (pair.label === 'B>A')) counts.right++;
		else counts.wrong++;
	}
	expect(counts).toEqual({ right: 88, wrong: 80, tie: 89, unscored: 13 });
});

function decisionsOf(pair: RecordedPair): JudgeBenchPair {
	const [first, second] = pair.games;
	return { label: pair.label, games: [first.decision, second.decision] };
}

function originalNames(metrics: ReturnType<typeof measureJudgeBench>): Record<string, unknown> {
	const percent = (rate: number | undefined) => rate !== undefined && closeTo(100 * rate);
	return {
		n_pairs: metrics.pairs,
		n_correct: metrics.correct,
		n_incorrect: metrics.incorrect,
		n_tie: metrics.ties,
		n_all_correct: metrics.allCorrect,
		n_all_incorrect: metrics.allIncorrect,
		n_some_correct: metrics.someCorrect,
		n_inconsistent: metrics.inconsistent,
		n_inconsistent_among_both_parsed: metrics.inconsistentAmongBothRead,
		n_both_parsed: metrics.bothRead,
		n_nulls: metrics.withUnread,
		n_strict_reversal: metrics.strictReversals,
		game_ties: metrics.gameTies,
		game_unparsed: metrics.unreadGames,
		first_position_wins: metrics.firstPositionWins,
		second_position_wins: metrics.secondPositionWins,
		accuracy_pct: percent(metrics.accuracy),
		accuracy_game1_only_pct: percent(metrics.accuracyOfFirstGame),
		position_consistency: closeTo(metrics.positionConsistency ?? Number.NaN),
	};
}

function closeTo(value: number): unknown {
	return expect.closeTo(value, 10);
}
