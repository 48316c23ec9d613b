import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import {
	type JudgeRequest,
	type JudgeServerOptions,
	startJudgeServer,
} from '../support/judge-server.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const QUESTIONS = 8;

let postgres: PostgresServer;
beforeAll(async () => {
	postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

/** A server whose judge has these ways, with a benchmark of eight questions. */
async function openArena(judge: JudgeServerOptions): Promise<CodejoustServer> {
	const { baseUrl, close } = await startJudgeServer(judge);
	closers.push(close);
	const databaseUrl = await postgres.createDatabase();
	const server = await startCodejoust({ judgeBaseUrl: baseUrl, databaseUrl });
	closers.push(server.stop);
	await server.client.createBenchmark(smallBenchmark('odd', QUESTIONS));
	return server;
}

/** The runs of two submissions that are judged at the same time, each to its end. */
async function judgeTwo(server: CodejoustServer) {
	const bodies = ['one', 'two'].map((model) => smallSubmission('odd', model, QUESTIONS));
	const sent = await Promise.all(bodies.map((body) => server.client.createSubmission(body)));
	const judged = await Promise.all(sent.map(({ id }) => server.untilJudged(id)));
	return judged.map(({ id, runs: [run] }) => {
		if (!run) throw new Error('a submission has a run');
		return { id, run };
	});
}

/** Whether a game is of question 1 and of the model "one": the only one with trouble. */
const isOdd = ({ messages }: JudgeRequest) => {
	const prompt = messages.map(({ content }) => content).join('\n');
	return prompt.includes('Question 1 of odd') && prompt.includes('Answer 1 of one.');
};

test.each([
	['too large for any column', 2 ** 53 - 1],
	['too large for a number', 1e300],
	['negative', -1],
	['a fraction', 0.5],
])(
	'a token count that is %s is counted here, and its game and all others are scored',
	async (...row) => {
		const [, count] = row;
		const server = await openArena({
			usage: (request) =>
				isOdd(request) ? { prompt_tokens: count, completion_tokens: count } : undefined,
		});
		for (const { run } of await judgeTwo(server)) {
			expect(run.progress).toMatchObject({ games: 16, scored: 16, unscored: 0 });
			expect(run.progress.prompt_tokens).toBeLessThan(17_000);
		}
		expect(server.log).toEqual([]);
	},
);

test('NUL and halves of characters in a reply’s text or model keep no game from being scored', async () => {
	const server = await openArena({
		reply: () => 'First \0, then \ud800, then \udc00.\n\n[[A>B]]',
		reportedModel: () => 'judge\0\ud800',
	});
	for (const { run } of await judgeTwo(server))
		expect(run.progress).toMatchObject({ games: 16, scored: 16, unscored: 0 });
	expect(server.log).toEqual([]);
});

/** What the log says of refused rows; a busy machine may add other lines. */
const refusals = ({ log }: CodejoustServer) =>
	log.map(({ msg }) => msg).filter((msg) => String(msg).startsWith('the database refuses'));

test('a reply that the database refuses is a provider error with the reason, and no other game waits for it', async () => {
	const server = await openArena({
		reportedModel: (request) => (isOdd(request) ? 'refused by the store' : undefined),
	});
	await server.db.execute(
		sql`alter table judgments add constraint no_such_model check (model_reported <> 'refused by the store')`,
	);
	const [one, two] = await judgeTwo(server);
	expect(two?.run.progress).toMatchObject({ games: 16, scored: 16, unscored: 0 });
	expect(one?.run.progress).toMatchObject({ games: 16, scored: 14, unscored: 2 });
	const { items } = await server.client.battles({ submission: one?.id ?? '', outcome: 'unscored' });
	expect(items).toHaveLength(1);
	const { games } = await server.client.battle(items[0]?.id ?? '');
	for (const { judgments } of games) {
		expect(judgments).toMatchObject([
			{ unscored_reason: 'provider-error', error_class: 'unreadable' },
		]);
		expect(judgments[0]?.text).toContain('no_such_model');
	}
	expect(refusals(server)).toEqual([
		'the database refuses a judgment',
		'the database refuses a judgment',
	]);
});

test('a battle whose outcome the database refuses is unscored, and no other waits for it', async () => {
	const server = await openArena({
		policy: { fixed: 'A=B' },
		reply: (request) => (isOdd(request) ? '[[A>B]]' : undefined),
	});
	await server.db.execute(
		sql`alter table battles add constraint no_flips check (consistency <> 'flipped')`,
	);
	const [one, two] = await judgeTwo(server);
	expect(two?.run.progress).toMatchObject({ games: 16, scored: 16, unscored: 0 });
	expect(one?.run.progress).toMatchObject({ games: 16, scored: 14, unscored: 2 });
	expect(refusals(server)).toEqual(['the database refuses the outcome of a battle']);
});
