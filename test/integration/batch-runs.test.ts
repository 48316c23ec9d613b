import { describeDollars } from '../../apps/api/src/describe-dollars.ts';
import { openAsBlob } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Run } from '@codejoust/contract/client';
import { startCodejoustProcess, untilRun } from '../support/codejoust-process.ts';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import type { JudgeFault } from '../support/judge-faults.ts';
import { type JudgeRequest, type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import type { BatchBehaviour } from '../support/batch-judge.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { registerJudge } from '../support/register-judge.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const QUESTIONS = 6;
const GAMES = 2 * QUESTIONS;
const JUDGE = 'test-judge@1';
const NO_MODEL = 'The model `test-judge` does not exist.';
/** Of one reply, asked live: 1000 tokens in, 200 out. */
const LIVE_COST = 4_500;
const PRICE = { input_micro_usd: 2_500_000, output_micro_usd: 10_000_000 };

let postgres: PostgresServer;
let judge: JudgeServer;
let server: CodejoustServer;
let fault: ((request: JudgeRequest) => JudgeFault | undefined) | undefined;
let batch: BatchBehaviour = {};
/** Batches of the tests before. */
let earlier = 0;

beforeAll(async () => {
	postgres = await startPostgres();
	judge = await startJudgeServer({
		policy: 'hash',
		fault: (_index, request) => fault?.(request),
		batch: {
			fault: (index) => batch.fault?.(index - earlier),
			create: (index) => batch.create?.(index),
			isSlow: (index) => batch.isSlow?.(index - earlier) === true,
		},
	});
	server = await startServer();
});
afterAll(async () => {
	await server.stop();
	await judge.close();
	await postgres.stop();
});
afterEach(() => {
	fault = undefined;
	batch = {};
	earlier = judge.batches.length;
});

async function startServer(): Promise<CodejoustServer> {
	const databaseUrl = await postgres.createDatabase();
	const started = await startCodejoust({ judgeBaseUrl: judge.baseUrl, databaseUrl });
	const path = `/v1/judges/${JUDGE}/price`;
	expect((await send(started, path, { method: 'PUT', body: PRICE })).status).toBe(200);
	return started;
}

const ours = () => judge.batches.slice(earlier);
const linesOf = () => ours().map(({ customIds }) => customIds.length);

/** So many batches have been looked at while the provider had them. */
const untilUnderWay = (count: number) =>
	until(
		async () => ours().map(({ status }) => status),
		(states) => states.length === count && states.every((state) => state === 'in_progress'),
	);

/** A submission that was judged live, as every new one is; what is tested is its replicate. */
async function submit(to: CodejoustServer, slug: string): Promise<string> {
	await to.client.createBenchmark(smallBenchmark(slug, QUESTIONS));
	const { id } = await to.client.createSubmission(smallSubmission(slug, 'm', QUESTIONS));
	await to.untilJudged(id);
	return id;
}

/** Another model that gave the same answers. */
async function submitTwin(slug: string, model: string): Promise<string> {
	const { responses } = smallSubmission(slug, 'm', QUESTIONS);
	const twin = { benchmark: slug, model: { slug: model, name: model }, responses };
	const { id } = await server.client.createSubmission(twin);
	await server.untilJudged(id);
	return id;
}

const startRun = (to: CodejoustServer, submission: string, via: Run['via'], replicate = 1) =>
	to.client.createRun({ submission, judge: JUDGE, replicate, via });

async function untilDone(to: CodejoustServer, id: string): Promise<Run> {
	return until(
		() => to.client.run(id),
		({ state }) => state === 'done',
	);
}

/** Every judgment of a run: the games' identities, what was said of each, and what it cost. */
async function readJudgments({ db }: CodejoustServer, runId: string) {
	const rows = await db.execute<{ readonly cost: string | null }>(sql`
		select encode(games.identity, 'hex') as identity, battles.position, games.game_order,
			judgments.attempt, judgments.is_re_ask, judgments.verdict, judgments.unscored_reason,
			judgments.error_class, battles.outcome, judgments.cost_micro_usd as cost
		from battles join games on games.battle_id = battles.id
		left join judgments on judgments.identity = games.identity
		where battles.run_id = ${runId}
		order by battles.position, games.game_order, judgments.attempt`);
	return [...rows].map(({ cost, ...row }) => ({ row, cost: cost === null ? null : Number(cost) }));
}

const asks = (request: JudgeRequest, question: number) =>
	request.messages.some(({ content }) => content.includes(`Question ${question} of`));

test('a run asked in batches says what the same run asked live says, for half the money', async () => {
	fault = (request) => {
		const isFirst = request.messages.length === 2;
		if (asks(request, 3) && isFirst) return { kind: 'malformed', as: 'conflict' };
		return asks(request, 4) ? { kind: 'malformed', as: 'refusal' } : undefined;
	};
	const other = await startServer();
	const live = await startRun(other, await submit(other, 'equal'), 'live');
	await untilDone(other, live.id);
	const said = await readJudgments(other, live.id);
	await other.stop();

	const submission = await submit(server, 'equal');
	const plan = { submission, judge: JUDGE, replicate: 1 } as const;
	const [asLive, asBatch] = await Promise.all(
		(['live', 'batch'] as const).map((via) => server.client.estimateRun({ ...plan, via })),
	);
	expect(asBatch).toMatchObject({ games_to_ask: GAMES, seconds: 86_400 });
	expect(asBatch?.cost_micro_usd).toBe(Math.ceil((asLive?.cost_micro_usd ?? 0) / 2));

	const { id } = await startRun(server, submission, 'batch');
	const run = await untilDone(server, id);
	const batched = await readJudgments(server, id);
	expect(batched.map(({ row }) => row)).toEqual(said.map(({ row }) => row));
	expect(new Set(said.map(({ cost }) => cost))).toEqual(new Set([LIVE_COST]));
	expect(new Set(batched.map(({ cost }) => cost))).toEqual(new Set([LIVE_COST / 2]));
	expect(run.progress.cost_micro_usd).toBe(((GAMES + 2) * LIVE_COST) / 2);
	// What could not be read is asked once more, in a batch of its own.
	expect(linesOf()).toEqual([GAMES, 2]);
	expect(run).toMatchObject({ via: 'batch', progress: { scored: 10, unscored: 2 } });
	expect(run.batches.map(({ games, status }) => [games, status])).toEqual([
		[2, 'completed'],
		[GAMES, 'completed'],
	]);
	const first = ours()[0];
	expect(first?.metadata).toEqual({ codejoust_batch: run.batches[1]?.id });
	expect([...(first?.customIds ?? [])].sort()).toEqual(
		[...new Set(batched.map(({ row }) => (row as { identity?: string }).identity))].sort(),
	);
	expect(server.log).toEqual([]);
});

test('of an expired batch what came is kept, and the rest alone is asked anew, unless the run is paused', async () => {
	let isSlow = true;
	batch = {
		isSlow: () => isSlow,
		fault: (index) => (index === 0 ? { kind: 'expired', answered: 5 } : undefined),
	};
	const { id } = await startRun(server, await submit(server, 'expired'), 'batch');
	await untilUnderWay(1);
	await send(server, `/v1/runs/${id}/pause`, { method: 'POST' });
	isSlow = false;
	const paused = await until(
		() => server.client.run(id),
		({ progress }) => progress.cost_micro_usd !== null,
	);
	expect(paused).toMatchObject({ state: 'paused', batches: [{ status: 'expired' }] });
	expect(linesOf()).toEqual([GAMES]);
	await send(server, `/v1/runs/${id}/resume`, { method: 'POST' });
	const run = await untilDone(server, id);
	expect(run.progress).toMatchObject({ scored: GAMES, unscored: 0 });
	expect(run.progress.cost_micro_usd).toBe((GAMES * LIVE_COST) / 2);
	expect(linesOf()).toEqual([GAMES, GAMES - 5]);
	const [first, second] = ours();
	expect(second?.customIds).toEqual(first?.customIds.slice(5));
});

test('a line that failed, or is missing, is asked again; one that cannot be answered ends unscored', async () => {
	const submission = await submit(server, 'lines');
	let refusals = 2;
	fault = (request) => {
		if (asks(request, 1)) return { kind: 'status', status: 400, message: 'too odd' };
		return asks(request, 2) && refusals-- > 0 ? { kind: 'status', status: 500 } : undefined;
	};
	batch = { fault: (index) => (index === 0 ? { kind: 'missing', from: 10 } : undefined) };
	const { id } = await startRun(server, submission, 'batch');
	const run = await untilDone(server, id);
	// Two failed, two missing.
	expect(linesOf()).toEqual([GAMES, 4]);
	expect(run.progress).toMatchObject({
		scored: GAMES - 2,
		unscored: 2,
		unscored_reasons: { 'provider-error': 2 },
	});
	const troubles = (await readJudgments(server, id)).flatMap(({ row }) => {
		const { error_class: errorClass, position } = row as {
			readonly error_class?: string;
			readonly position?: number;
		};
		return errorClass ? [[position, errorClass]] : [];
	});
	expect(troubles).toEqual([
		[0, 'bad-request'],
		[0, 'bad-request'],
		[1, 'server'],
		[1, 'server'],
		[5, 'server'],
		[5, 'server'],
	]);
});

test('a batch of which every line is refused alike holds the judge with the words, and burns no game', async () => {
	const submission = await submit(server, 'refused');
	let isBroken = true;
	fault = () =>
		isBroken ? { kind: 'status', status: 400, message: 'Unsupported value: 17.' } : undefined;
	const { id } = await startRun(server, submission, 'batch');
	const held = await until(
		() => server.client.run(id),
		({ hold }) => hold !== null,
	);
	expect(held).toMatchObject({
		state: 'paused',
		hold: { cause: 'refused-alike' },
		progress: { open: GAMES, unscored: 0 },
	});
	expect(held.waits_for).toContain('Unsupported value: 17');
	expect(held.troubles).toMatchObject([
		{ error_class: 'bad-request', attempts: GAMES, detail: 'Unsupported value: 17.' },
	]);
	isBroken = false;
	await server.client.liftHold(held.hold?.id ?? '');
	expect((await untilDone(server, id)).progress).toMatchObject({ scored: GAMES, unscored: 0 });
});

test.each([
	[401, 'Incorrect API key provided.', 'wrong-key'],
	[404, NO_MODEL, 'model-gone'],
])('a Batch API that answers with %i holds as a live call does', async (status, message, cause) => {
	let isBroken = true;
	batch = { create: () => (isBroken ? { kind: 'refused', status, message } : undefined) };
	const { id } = await startRun(server, await submit(server, `status-${status}`), 'batch');
	const held = await until(
		() => server.client.run(id),
		({ hold }) => hold !== null,
	);
	expect(held).toMatchObject({ state: 'paused', paused_for: null, hold: { cause } });
	isBroken = false;
	await server.client.liftHold(held.hold?.id ?? '');
	expect((await untilDone(server, id)).progress).toMatchObject({ scored: GAMES, unscored: 0 });
});

test('a held judge is asked for no batch', async () => {
	let [creations, isBroken] = [0, true];
	batch = {
		create: () => {
			creations++;
			return isBroken ? { kind: 'refused', status: 404, message: NO_MODEL } : undefined;
		},
	};
	const { id } = await startRun(server, await submit(server, 'held'), 'batch');
	const { hold } = await until(
		() => server.client.run(id),
		(run) => run.hold !== null,
	);
	// Time for many looks at it.
	await pause(500);
	expect(creations).toBe(1);
	isBroken = false;
	await server.client.liftHold(hold?.id ?? '');
	expect((await untilDone(server, id)).progress).toMatchObject({ scored: GAMES, unscored: 0 });
});

test('a batch that was refused before a hold was lifted does not hold the judge again', async () => {
	let creations = 0;
	const lifted = Promise.withResolvers<undefined>();
	const refusal = { kind: 'refused', status: 404, message: NO_MODEL } as const;
	batch = {
		create: () => (creations++ === 0 ? { ...refusal, once: lifted.promise } : undefined),
	};
	const { id } = await startRun(server, await submit(server, 'late'), 'batch');
	await until(
		() => Promise.resolve(creations),
		(count) => count === 1,
	);
	// As another worker finds it meanwhile.
	await server.db.execute(sql`
		insert into judge_holds (id, endpoint, judge_version_id, cause, reason)
		select 'hold_of_another', endpoint, judge_version_id, 'model-gone', ${NO_MODEL} from runs where id = ${id}`);
	await server.client.liftHold('hold_of_another');
	lifted.resolve(undefined);
	expect((await untilDone(server, id)).progress).toMatchObject({ scored: GAMES, unscored: 0 });
	expect((await server.client.holds()).items).toEqual([]);
});

test('a refused batch pauses its run with the reason, and resuming sends another', async () => {
	batch = { fault: (index) => (index === 0 ? { kind: 'failed', message: 'no JSON' } : undefined) };
	const { id } = await startRun(server, await submit(server, 'failed'), 'batch');
	const paused = await until(
		() => server.client.run(id),
		({ state }) => state === 'paused',
	);
	expect(paused.waits_for).toMatch(/^the judge endpoint refused batch batch_\w+: line 1: no JSON$/);
	expect(paused.progress).toMatchObject({ open: GAMES, scored: 0 });
	await send(server, `/v1/runs/${id}/resume`, { method: 'POST' });
	expect((await untilDone(server, id)).progress.scored).toBe(GAMES);
	expect(linesOf()).toEqual([GAMES, GAMES]);
});

test('a provider with too many tokens waiting is waited for, and a batch too large for it is halved; nobody pauses', async () => {
	const message = 'Enqueued token limit reached for test-judge in organization org-1.';
	const full = { kind: 'failed', code: 'token_limit_exceeded', message } as const;
	batch = { fault: (index) => (index < 2 ? full : undefined) };
	const { id } = await startRun(server, await submit(server, 'crowded'), 'batch');
	const states = new Set<string>();
	const done = await until(
		() => server.client.run(id),
		({ state }) => (states.add(state), state === 'done'),
	);
	expect(done.progress).toMatchObject({ scored: GAMES, unscored: 0 });
	expect([...states]).not.toContain('paused');
	// All games; half of them twice, of which the first waits for the second and is created again.
	expect(linesOf()).toEqual([GAMES, GAMES / 2, GAMES / 2, GAMES / 2]);
});

test('while another batch is under way, one beyond the limit waits with the provider’s words and is created again', async () => {
	const message = 'Enqueued token limit reached for test-judge in organization org-1.';
	const full = { kind: 'failed', code: 'token_limit_exceeded', message } as const;
	let isFirstDone = false;
	batch = {
		isSlow: (index) => index === 0 && !isFirstDone,
		fault: (index) => (index > 0 && !isFirstDone ? full : undefined),
	};
	const first = await startRun(server, await submit(server, 'ahead'), 'batch');
	await untilUnderWay(1);
	const second = await startRun(server, await submit(server, 'behind'), 'batch');
	const waiting = await until(
		() => server.client.run(second.id),
		({ waits_for: waits }) => waits.includes('Enqueued token limit'),
	);
	expect(waiting.state).not.toBe('paused');
	isFirstDone = true;
	for (const { id } of [first, second])
		expect((await untilDone(server, id)).progress).toMatchObject({ scored: GAMES });
	expect(linesOf().every((lines) => lines === GAMES)).toBe(true);
});

test('a batch whose creation was refused or never answered is created once', async () => {
	const submission = await submit(server, 'created');
	let calls = 0;
	batch = {
		create: () => {
			calls += 1;
			if (calls === 1) return { kind: 'refused', status: 429, message: 'slow down' };
			return calls === 2 ? { kind: 'lost' } : undefined;
		},
	};
	const { id } = await startRun(server, submission, 'batch');
	const run = await untilDone(server, id);
	expect(calls).toBe(2);
	expect(linesOf()).toEqual([GAMES]);
	expect(run.progress).toMatchObject({ scored: GAMES });
});

test('games that lie in another run’s batch are not asked again, in a batch or live', async () => {
	let isSlow = true;
	batch = { isSlow: () => isSlow };
	const first = await startRun(server, await submit(server, 'shared'), 'batch');
	await untilUnderWay(1);
	const inBatch = await startRun(server, await submitTwin('shared', 'twin-1'), 'batch');
	const live = await startRun(server, await submitTwin('shared', 'twin-2'), 'live');
	const asked = judge.requests.length;
	const [waiting] = await until(
		() => Promise.all([first, inBatch, live].map(({ id }) => server.client.run(id))),
		([run]) => run?.batches[0]?.status === 'in_progress',
	);
	expect(waiting?.waits_for).toMatch(/^batch batch_\w+ \(in_progress, 0 of 12 games done, sent 2/);
	expect((await server.client.run(inBatch.id)).waits_for).toContain('a batch of another run');
	expect((await server.client.run(live.id)).waits_for).toContain('a batch of another run');
	await until(
		() => send(server, '/v1/workers'),
		({ json }) => (json as { queue: { chunks: number } }).queue.chunks === 0,
	);
	expect(judge.requests).toHaveLength(asked);

	isSlow = false;
	const paid = await untilDone(server, first.id);
	for (const action of ['pause', 'resume'])
		await send(server, `/v1/runs/${live.id}/${action}`, { method: 'POST' });
	const others = [await untilDone(server, inBatch.id), await untilDone(server, live.id)];
	expect(linesOf()).toEqual([GAMES]);
	expect(judge.requests).toHaveLength(asked + GAMES);
	expect(paid.progress).toMatchObject({ scored: GAMES, cost_micro_usd: (GAMES * LIVE_COST) / 2 });
	for (const { progress } of others)
		expect(progress).toMatchObject({ scored: GAMES, cost_micro_usd: null });
});

test('what came of a batch is stored once, however often collecting it is begun', async () => {
	const submission = await submit(server, 'again');
	await server.db.execute(sql`
		create function refuse_close() returns trigger language plpgsql as $$ begin
			if new.collected_at is not null then raise exception 'not now'; end if;
			return new;
		end $$`);
	await server.db.execute(sql`
		create trigger refuse_close before update on judge_batches
		for each row execute function refuse_close()`);
	const logged = server.log.length;
	const { id } = await startRun(server, submission, 'batch');
	await until(
		async () => server.log.slice(logged),
		(lines) => lines.some(({ msg }) => msg === 'a chunk failed'),
	);
	expect((await server.client.run(id)).progress).toMatchObject({ scored: 0 });
	await server.db.execute(sql`drop trigger refuse_close on judge_batches`);
	const run = await untilDone(server, id);
	expect(run.progress).toMatchObject({
		scored: GAMES,
		cost_micro_usd: (GAMES * LIVE_COST) / 2,
	});
	expect(await readJudgments(server, id)).toHaveLength(GAMES);
	expect(linesOf()).toEqual([GAMES]);
});

test('batches that end before anything is asked pause their run in the end', async () => {
	batch = { fault: () => ({ kind: 'expired', answered: 0 }) };
	const { id } = await startRun(server, await submit(server, 'never'), 'batch');
	const paused = await until(
		() => server.client.run(id),
		({ state }) => state === 'paused',
	);
	expect(paused.waits_for).toBe('3 batches ended before all their games were asked');
	expect(linesOf()).toEqual([GAMES, GAMES, GAMES]);
	expect(paused.progress).toMatchObject({ open: GAMES, cost_micro_usd: null });
});

test('cancelling a run cancels its batch at the provider', async () => {
	batch = { isSlow: () => true };
	const { id } = await startRun(server, await submit(server, 'cancelled'), 'batch');
	await untilUnderWay(1);
	await send(server, `/v1/runs/${id}/cancel`, { method: 'POST' });
	const run = await until(
		() => server.client.run(id),
		({ batches }) => batches[0]?.status === 'cancelled',
	);
	expect(run).toMatchObject({ state: 'cancelled', progress: { open: GAMES } });
	expect(ours().map(({ status }) => status)).toEqual(['cancelled']);
});

test('a budget holds for what batches may cost, and pauses the run with its reason', async () => {
	const submission = await submit(server, 'budget');
	const budget = 6 * LIVE_COST;
	const { id } = await server.client.createRun({
		submission,
		judge: JUDGE,
		replicate: 1,
		via: 'batch',
		budget_micro_usd: budget,
	});
	const run = await until(
		() => server.client.run(id),
		({ state }) => state === 'paused',
	);
	expect(run.waits_for).toBe(`the budget of ${describeDollars(budget)} is reached`);
	expect(linesOf().length).toBeGreaterThan(1);
	const games = linesOf().reduce((sum, lines) => sum + lines, 0);
	expect(games).toBeLessThan(GAMES);
	expect(run.progress.cost_micro_usd).toBe((games * LIVE_COST) / 2);
});

test('the rehearsal judge is asked in no batch', async () => {
	const submission = await submit(server, 'rehearsed');
	await server.untilOnBoard('rehearsed', [submission]);
	const body = { submission, judge: 'codejoust-rehearsal-1@1', via: 'batch' };
	const problem = await expectRefusal(server, 'invalid-input', '/v1/runs', {
		method: 'POST',
		body,
	});
	expect(problem.errors?.map(({ name }) => name)).toEqual(['via']);
	const odd = { ...body, via: 'pigeon' };
	await expectRefusal(server, 'invalid-input', '/v1/runs', { method: 'POST', body: odd });
});

test('a submission, a draft, a judge check and a re-judging are asked in batches too', async () => {
	const { client } = server;
	await client.createBenchmark(smallBenchmark('ways', QUESTIONS));
	const before = judge.requests.length;
	const sent = { ...smallSubmission('ways', 'm', QUESTIONS), via: 'batch' } as const;
	const { id } = await client.createSubmission(sent);
	await server.untilJudged(id);
	const draft = await client.createSubmission({
		...smallSubmission('ways', 'n', QUESTIONS),
		draft: true,
	});
	await client.submitDraft(draft.id, { via: 'batch' });
	await server.untilJudged(draft.id);
	expect((await client.submission(draft.id)).runs).toMatchObject([{ via: 'batch' }]);
	expect(linesOf()).toEqual([GAMES, GAMES]);

	await client.importCheckSet({
		metadata: { slug: 'pairs', name: 'Pairs' },
		pairs: await openAsBlob(new URL('../../sample/labelled-pairs.jsonl', import.meta.url)),
	});
	const order = { set: 'pairs', judge: JUDGE, via: 'batch' } as const;
	const estimates = [order, { ...order, via: 'live' } as const].map((each) =>
		client.estimateCheck(each),
	);
	const [batched, live] = await Promise.all(estimates);
	expect(batched?.cost_micro_usd).toBe(Math.round((live?.cost_micro_usd ?? 0) / 2));
	const check = await client.startCheck(order);
	await untilDone(server, check.run_id);

	await registerJudge(server, 'next-judge');
	await client.setPrice('next-judge@1', PRICE);
	const plan = await client.planRejudging({
		benchmark: 'ways',
		judge: 'next-judge@1',
		via: 'batch',
	});
	const { estimate } = plan;
	expect(estimate).toMatchObject({ games_to_ask: 2 * GAMES, seconds: 86_400 });
	await client.startRejudging(plan.id, plan.confirmation ?? '');
	const done = await until(
		() => client.rejudging(plan.id),
		({ state }) => state === 'reported',
	);
	expect(done.progress).toMatchObject({ scored: 2 * GAMES, cost_micro_usd: GAMES * LIVE_COST });
	expect(done.budget_micro_usd).toBe(estimate?.cost_high_micro_usd);
	expect(linesOf().slice(3)).toEqual([GAMES, GAMES]);
	// Each of them came out of a batch: the judge was asked nothing by itself.
	expect(judge.requests.length - before).toBe(linesOf().reduce((sum, lines) => sum + lines, 0));
});

test('a process that is killed in mid-batch is followed by one that takes up the same batches', async () => {
	let isSlow = true;
	batch = { isSlow: () => isSlow };
	const options = {
		judgeBaseUrl: judge.baseUrl,
		data: { databaseUrl: await postgres.createDatabase() },
		env: { CODEJOUST_BATCH_POLL_SECONDS: '0.2', CODEJOUST_BATCH_REQUESTS: '5' },
	};
	let process = await startCodejoustProcess(options);
	try {
		const { client } = process;
		await client.createBenchmark(smallBenchmark('killed', QUESTIONS));
		const { id } = await client.createSubmission(smallSubmission('killed', 'm', QUESTIONS));
		await untilRun(process, id);
		const run = await client.createRun({
			submission: id,
			judge: JUDGE,
			replicate: 1,
			via: 'batch',
		});
		await untilUnderWay(3);
		await process.kill();
		isSlow = false;
		process = await startCodejoustProcess(options);
		const done = await until(
			() => process.client.run(run.id),
			({ state }) => state === 'done',
		);
		expect(done.progress).toMatchObject({ scored: GAMES, unscored: 0 });
		expect(done.batches.map(({ status }) => status)).toEqual(Array(3).fill('completed'));
		expect(linesOf()).toEqual([5, 5, 2]);
		expect(new Set(ours().flatMap(({ customIds }) => customIds)).size).toBe(GAMES);
	} finally {
		await process.kill();
	}
});
