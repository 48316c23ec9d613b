import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GameOrder } from '@codejoust/arena/rules/game';
import type { Judgment } from '@codejoust/arena/rules/judgment';
import {
	measureJudgeBench,
	type PairDecision,
	pairDecisionOf,
} from '@codejoust/arena/other-programs/judgebench-compat';
import type { Battle, Leaderboard } from '@codejoust/contract/client';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { decideByPolicy } from '../support/judge-policies.ts';
import { type JudgeRequest, type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { keyOfPrompt, promptKey } from '../support/prompt-parts.ts';
import { registerJudge } from '../support/register-judge.ts';
import { dataFile, hasFiles, readGzippedRows } from '../support/shared-data.ts';

type Pair = {
	readonly pair_id: string;
	readonly source: string;
	readonly category: string;
	readonly question: string;
	readonly response_a: string;
	readonly response_b: string;
	readonly label: 'A>B' | 'B>A';
	/** First as the pair stands, then swapped; a decision is in shown order. */
	readonly games: readonly [RecordedGame, RecordedGame];
};
type RecordedGame = { readonly judgment_text: string; readonly decision: PairDecision };

const FROM = 'test-judge@1';
const LENGTH_JUDGE = 'length-judge';
const PAIRS = dataFile('judgebench/claude-3-haiku-20240307__on__claude-3-5-sonnet.jsonl.gz');
const EXPECTED = dataFile('judgebench/expected-claude-3-haiku.json');

describe.skipIf(!hasFiles(PAIRS, EXPECTED))('a real judge of 270 pairs, replayed', () => {
	let pairs: readonly Pair[];
	let judge: JudgeServer;
	let server: CodejoustServer;
	let board: Leaderboard;
	let battles: ReadonlyMap<string, Battle>;

	beforeAll(async () => {
		pairs = readGzippedRows<Pair>(PAIRS);
		judge = await startJudgeServer({ reply: replayer(pairs), policy: 'longer' });
		server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
		const submission = await submitPairs(server, pairs);
		await server.untilJudged(submission);
		board = await server.untilOnBoard('judgebench', [submission]);
		battles = await readBattles(server, submission);
	});
	afterAll(async () => {
		await server.stop();
		await judge.close();
	});

	test('every verdict that the API shows is the recorded decision, and 13 games stay unreadable', () => {
		const games = pairs.flatMap((pair) => gamesOf(pair, battles));
		expect(games.map(({ shown }) => shown)).toEqual(games.map(({ recorded }) => recorded));
		expect(games.filter(({ shown }) => shown === null)).toHaveLength(13);
		expect(games).toHaveLength(540);
	});

	test('an unreadable reply is asked for once more, is told what is wrong, and nothing else is', () => {
		const followUps = judge.requests.filter(({ messages }) => messages.length > 2);
		// The answers of one pair are one text: a tie without a question, as the recorded judge found twice.
		expect(judge.requests).toHaveLength(540 - 2 + 13);
		expect(followUps).toHaveLength(13);
		for (const { messages } of followUps) {
			expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
			expect(messages[3]?.content).toContain('contradict each other');
		}
	});

	test('under judgebench-compat the counts are the published judge’s', () => {
		const expected: Readonly<Record<string, number>> = JSON.parse(
			readFileSync(EXPECTED, 'utf8'),
		).overall;
		const metrics = measureJudgeBench(
			pairs.map((pair) => {
				const [first, second] = gamesOf(pair, battles);
				if (!first || !second) throw new Error('a pair has two games');
				return { label: pair.label, games: [first.shown, second.shown] };
			}),
		);
		expect(metrics).toMatchObject({
			pairs: expected['n_pairs'],
			correct: expected['n_correct'],
			incorrect: expected['n_incorrect'],
			ties: expected['n_tie'],
			allCorrect: expected['n_all_correct'],
			allIncorrect: expected['n_all_incorrect'],
			inconsistent: expected['n_inconsistent'],
			inconsistentAmongBothRead: expected['n_inconsistent_among_both_parsed'],
			strictReversals: expected['n_strict_reversal'],
			gameTies: expected['game_ties'],
			unreadGames: expected['game_unparsed'],
			firstPositionWins: expected['first_position_wins'],
			secondPositionWins: expected['second_position_wins'],
		});
		expect(metrics).toMatchObject({ correct: 87, incorrect: 79, ties: 104 });
		expect(100 * (metrics.accuracy ?? 0)).toBeCloseTo(expected['accuracy_pct'] ?? 0, 9);
		expect(metrics.positionConsistency).toBeCloseTo(expected['position_consistency'] ?? 0, 9);
	});

	test('by the product’s own rule 88 battles agree with the label, 80 do not, 89 tie, 13 are unscored', () => {
		const counts = { right: 0, wrong: 0, tie: 0, unscored: 0 };
		for (const { pair_id, label } of pairs) {
			const outcome = battles.get(pair_id)?.outcome;
			if (outcome === 'tie' || outcome === 'unscored') counts[outcome]++;
			else counts[(outcome === 'win') === (label === 'B>A') ? 'right' : 'wrong']++;
		}
		expect(counts).toEqual({ right: 88, wrong: 80, tie: 89, unscored: 13 });
	});

	test('the same pairs as a judge check: nothing is asked again, and the numbers are the recorded judge’s by group', async () => {
		const expected: {
			readonly overall: Readonly<Record<string, number>>;
			readonly by_group: Readonly<Record<string, Readonly<Record<string, number>>>>;
		} = JSON.parse(readFileSync(EXPECTED, 'utf8'));
		const asked = judge.requests.length;
		const set = await server.client.importCheckSet({
			metadata: { slug: 'judgebench', name: 'JudgeBench' },
			pairs: new Blob(pairs.map((pair) => `${JSON.stringify(asPublished(pair))}\n`)),
		});
		expect(set).toMatchObject({ name: 'judgebench@1', format: 'judgebench', pairs: 270 });
		const started = await server.client.startCheck({ set: set.name, judge: board.judge.name });
		const { results } = await until(
			() => server.client.judgeCheck(started.id),
			(check) => check.results !== null,
		);
		expect(judge.requests).toHaveLength(asked);
		expect(results?.overall).toMatchObject({
			pairs: 270,
			scored: 257,
			unscored: 13,
			unscored_reasons: { contradictory: 13 },
			correct: 88,
			undecided: 89,
			wrong: 80,
			accuracy: { value: expect.closeTo((88 + 89 / 2) / 257, 12), method: 'trinomial' },
			// Without the pair of one text.
			position_consistency: expect.closeTo(1 - 122 / 256, 12),
		});
		const groups = results?.categories ?? [];
		expect(groups.map(({ category }) => category)).toEqual(Object.keys(expected.by_group).sort());
		for (const { category, numbers } of groups)
			expect(numbers.judgebench_compat).toMatchObject({
				pairs: expected.by_group[category]?.['n_pairs'],
				correct: expected.by_group[category]?.['n_correct'],
				incorrect: expected.by_group[category]?.['n_incorrect'],
				ties: expected.by_group[category]?.['n_tie'],
			});
		expect(100 * (results?.overall.judgebench_compat.accuracy ?? 0)).toBeCloseTo(
			expected.overall['accuracy_pct'] ?? 0,
			9,
		);
	});

	test('beside a judge that takes the longer answer, agreement is what recording and lengths imply', async () => {
		const submission = board.rows[0]?.submission_id ?? '';
		const asked = judge.requests.length;
		const to = await registerJudge(server, LENGTH_JUDGE);
		await server.client.createRun({ submission, judge: to });
		await server.untilJudged(submission);
		const said = new Map(
			judge.requests.slice(asked).map(({ messages }) => {
				const prompt = messages[1]?.content ?? '';
				return [keyOfPrompt(prompt), decideByPolicy('longer', prompt)] as const;
			}),
		);
		// Two answers of one text were shown to neither judge.
		const shown = pairs.filter(({ response_a: a, response_b: b }) => a !== b);
		const games = shown.flatMap(({ question, response_a: a, response_b: b, games: [ab, ba] }) => [
			{ recorded: ab.decision, longer: said.get(promptKey(question, a, b)) },
			{ recorded: ba.decision, longer: said.get(promptKey(question, b, a)) },
		]);
		const read = games.filter(({ recorded }) => recorded !== null);
		const compared = await server.client.judgeComparison('judgebench', { from: FROM, to });
		expect(compared).toMatchObject({
			battles: 270,
			scored_by_both: 257,
			from: { battles_unscored: 13, unscored_reasons: { contradictory: 13 } },
			to: { battles_unscored: 0, longer_wins: { share: 1 } },
			verdicts: {
				unscored: 13,
				sides: {
					n: 525,
					hits: read.filter(({ recorded, longer }) => recorded === longer).length,
				},
			},
		});
		const rowSums = compared.verdicts.confusion.all.map((cells) => cells.reduce((a, b) => a + b));
		const said3 = ['A>B', 'A=B', 'B>A'].map(
			(decision) => read.filter(({ recorded }) => recorded === decision).length,
		);
		const [clearA = 0, a = 0, even = 0, b = 0, clearB = 0] = rowSums;
		expect([clearA + a, even, b + clearB]).toEqual(said3);
	});

	test('the board counts what the battles say, the unreadable ones apart', () => {
		const outcomes = [...battles.values()].map(({ outcome }) => outcome);
		const count = (name: string) => outcomes.filter((outcome) => outcome === name).length;
		expect(board.rows).toHaveLength(1);
		expect(board.rows[0]).toMatchObject({
			n: 270,
			scored: 257,
			unscored: 13,
			unscored_reasons: { contradictory: 13 },
			wins: count('win'),
			ties: 89,
			losses: count('loss'),
		});
	});
});

/** A pair as JudgeBench's own files have it. */
function asPublished(pair: Pair) {
	return {
		pair_id: pair.pair_id,
		source: pair.source,
		question: pair.question,
		response_A: pair.response_a,
		response_B: pair.response_b,
		label: pair.label,
	};
}

/** The recorded text by what the prompt shows; a follow-up gets the same text again. */
function replayer(pairs: readonly Pair[]) {
	const texts = new Map<string, string>();
	for (const { question, response_a: a, response_b: b, games } of pairs) {
		texts.set(promptKey(question, a, b), games[0].judgment_text);
		texts.set(promptKey(question, b, a), games[1].judgment_text);
	}
	return ({ model, messages }: JudgeRequest) => {
		if (model === LENGTH_JUDGE) return undefined;
		const prompt = messages.find(({ role }) => role === 'user')?.content ?? '';
		const text = texts.get(keyOfPrompt(prompt));
		if (text === undefined) throw new Error(`nothing is recorded for ${prompt.slice(0, 200)}`);
		return text;
	};
}

async function submitPairs(server: CodejoustServer, pairs: readonly Pair[]): Promise<string> {
	await server.client.createBenchmark({
		slug: 'judgebench',
		version: '1',
		name: 'JudgeBench',
		baseline: { slug: 'response-a', name: 'Response A' },
		questions: pairs.map(({ pair_id, question, category, source }) => ({
			question_id: pair_id,
			prompt: question,
			category,
			subcategory: source,
			languages: [],
			difficulty: 'unspecified',
		})),
		baseline_responses: pairs.map(({ pair_id, response_a }) => ({
			question_id: pair_id,
			response: response_a,
		})),
	});
	const { id } = await server.client.createSubmission({
		benchmark: 'judgebench',
		model: { slug: 'response-b', name: 'Response B' },
		responses: pairs.map(({ pair_id, response_b }) => ({
			question_id: pair_id,
			response: response_b,
		})),
	});
	return id;
}

/** Every battle of the submission, page by page, by its question. */
async function readBattles({ client }: CodejoustServer, submission: string) {
	const battles = new Map<string, Battle>();
	for (let cursor: string | null | undefined; cursor !== null;) {
		const page = await client.battles({
			submission,
			limit: 100,
			...(cursor === undefined ? {} : { cursor }),
		});
		for (const { id, question_id } of page.items) battles.set(question_id, await client.battle(id));
		cursor = page.next_cursor;
	}
	return battles;
}

function gamesOf(pair: Pair, battles: ReadonlyMap<string, Battle>) {
	const battle = battles.get(pair.pair_id);
	if (!battle) throw new Error(`no battle of pair ${pair.pair_id}`);
	const shown = (order: GameOrder) => {
		if (battle.by === 'equal-texts') return 'A=B';
		const newest = battle.games.find((game) => game.order === order)?.judgments[0];
		if (!newest) throw new Error(`a game of pair ${pair.pair_id} was not asked`);
		const judgment: Judgment = newest.verdict
			? { kind: 'scored', verdict: newest.verdict }
			: { kind: 'unscored', reason: 'contradictory' };
		return pairDecisionOf(judgment);
	};
	return [
		{ shown: shown('baseline-first'), recorded: pair.games[0].decision },
		{ shown: shown('swapped'), recorded: pair.games[1].decision },
	];
}
