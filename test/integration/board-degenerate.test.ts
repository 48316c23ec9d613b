import { afterAll, beforeAll, expect, test } from 'vitest';
import { recomputeBundle } from '@codejoust/board/bundle/recompute-bundle';
import { comparison } from '../../packages/contract/src/schemas/comparison.ts';
import { type Leaderboard, leaderboard } from '../../packages/contract/src/schemas/leaderboard.ts';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

let judge: JudgeServer;
let server: CodejoustServer;

/** What the judge says of a benchmark, whose slug stands in its questions; elsewhere it decides by the answers. */
const WORDS: Readonly<Record<string, string>> = {
	ties: '[[A=B]]',
	firsts: '[[A>B]]',
	unread: 'Both are fine.',
};

beforeAll(async () => {
	judge = await startJudgeServer({
		reply: ({ messages }) =>
			WORDS[/Question \d+ of (\w+):/.exec(messages[1]?.content ?? '')?.[1] ?? ''],
	});
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

test('one model on one question has counts and an interval, and no number of more', async () => {
	const board = await play('single', { questions: 1, models: ['only'] });
	const [row] = board.rows;
	expect(board.rows).toHaveLength(1);
	expect(row).toMatchObject({
		n: 1,
		scored: 1,
		length_controlled: null,
		length_controlled_refusal: 'not-enough-questions',
		rating: null,
		rating_refusal: 'not-enough-questions',
		rank: { best: 1, worst: 1 },
	});
	expect(row?.score?.method).toBe('trinomial');
	await expectRecomputable(board);
});

test('only ties: no width of zero, no rating, nobody beaten', async () => {
	const board = await play('ties', { questions: 30, models: ['one', 'two'] });
	for (const row of board.rows) {
		expect(row).toMatchObject({
			ties: 30,
			judged_ties: 30,
			beats: 0,
			tied_with: 1,
			beaten_by: 0,
			rank: { best: 1, worst: 2 },
			first_position_share: null,
			rating: null,
			rating_refusal: 'all-ties',
		});
		expect(row.score?.value).toBe(0.5);
		expect(row.score?.low).toBeLessThan(0.5);
	}
	await expectRecomputable(board);
	const { pairs } = await compare('ties', 'one,two');
	expect(pairs[0]).toMatchObject({
		answer: 'cannot-tell',
		reason: 'fewer-than-6-differing-questions',
		difference: { value: 0 },
		questions: [],
	});
});

test('a judge that always takes the first answer makes conflict ties, nothing else', async () => {
	const board = await play('firsts', { questions: 4, models: ['one'] });
	expect(board.rows[0]).toMatchObject({
		ties: 4,
		conflict_ties: 4,
		judged_ties: 0,
		flip_rate: 1,
		first_position_share: 1,
	});
});

test('nothing scored: every number is absent, none is zero', async () => {
	const board = await play('unread', { questions: 4, models: ['one', 'two'] });
	expect(board.rows).toHaveLength(2);
	for (const row of board.rows)
		expect(row).toMatchObject({
			scored: 0,
			unscored: 4,
			coverage: 0,
			win_rate: null,
			tie_rate: null,
			score: null,
			flip_rate: null,
			first_position_share: null,
			length_controlled: null,
			rating: null,
			rank: null,
			beats: null,
			tied_with: null,
			beaten_by: null,
		});
	await expectRecomputable(board);
	const { pairs, models } = await compare('unread', 'one,two');
	expect(models.map(({ score }) => score)).toEqual([null, null]);
	expect(pairs[0]).toMatchObject({
		shared: 0,
		difference: null,
		p_value: null,
		adjusted_p_value: null,
		answer: 'not-enough-questions',
	});
});

test('identical models stand level whatever their order, and neither is better', async () => {
	const board = await play('twins', {
		questions: 30,
		models: ['first', 'second'],
		answerOf: (question) => `The same answer to ${question}.`,
	});
	const [one, two] = board.rows;
	expect(one?.score).toEqual(two?.score);
	expect(board.rows.map(({ rank }) => rank)).toEqual([
		{ best: 1, worst: 2 },
		{ best: 1, worst: 2 },
	]);
	const { pairs } = await compare('twins', 'first,second');
	expect(pairs[0]).toMatchObject({ a_better: 0, b_better: 0, answer: 'cannot-tell', p_value: 1 });
});

test('all answers empty: every battle is lost without a judge, and no rating is made up', async () => {
	const board = await play('silence', {
		questions: 30,
		models: ['silent'],
		answerOf: () => '',
	});
	expect(board.rows[0]).toMatchObject({
		losses: 30,
		empty_answers: 30,
		score: { value: 0 },
		rating: null,
		rating_refusal: 'never-better',
		length_controlled: null,
		length_controlled_refusal: 'separated',
	});
	expect(board.rows[0]?.score?.high).toBeGreaterThan(0);
	await expectRecomputable(board);
});

test('a board without a submission is not there yet, and neither is its history', async () => {
	await server.client.createBenchmark(smallBenchmark('lonely'));
	for (const path of ['', '/matrix', '/criteria', '/snapshots', '/compare?models=a,b'])
		expect((await send(server, `/v1/leaderboards/lonely${path}`)).status).toBe(404);
});

/** The board of some models, whose text holds no NaN and nothing that the contract does not know. */
async function play(
	slug: string,
	options: {
		readonly questions: number;
		readonly models: readonly string[];
		readonly answerOf?: (question: string) => string;
	},
): Promise<Leaderboard> {
	const { questions, models, answerOf } = options;
	await server.client.createBenchmark(smallBenchmark(slug, questions));
	const ids: string[] = [];
	for (const model of models) {
		const body = smallSubmission(slug, model, questions);
		const responses = body.responses.map((row) => ({
			...row,
			response: answerOf?.(row.question_id) ?? row.response,
		}));
		ids.push((await server.client.createSubmission({ ...body, responses })).id);
	}
	for (const id of ids) await server.untilJudged(id);
	await server.untilOnBoard(slug, ids);
	const { text, json } = await send(server, `/v1/leaderboards/${slug}`);
	expect(text).not.toMatch(/NaN|Infinity/);
	expect((await send(server, `/v1/leaderboards/${slug}/matrix`)).status).toBe(200);
	return leaderboard.parse(json);
}

async function expectRecomputable(board: Leaderboard) {
	const { text } = await send(server, `/v1/snapshots/${board.snapshot?.id}/bundle?texts=1`);
	expect(recomputeBundle(text)).toMatchObject({ kind: 'identical' });
}

async function compare(slug: string, models: string) {
	const { json } = await send(server, `/v1/leaderboards/${slug}/compare?models=${models}`);
	return comparison.parse(json);
}
