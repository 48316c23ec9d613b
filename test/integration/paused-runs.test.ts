import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Run } from '@codejoust/contract/client';
import { connect } from '@codejoust/db/connect';
import { updateRunBudget } from '@codejoust/db/queries/runs/budgets';
import { holdRun, resumeRun } from '@codejoust/db/queries/runs/run-control';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { startJudgeServer } from '../support/judge-server.ts';
import { registerJudge } from '../support/register-judge.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const JUDGE = 'test-judge@1';
const PRICE = { input_micro_usd: 2_500_000, output_micro_usd: 10_000_000 };

let postgres: PostgresServer;
let databaseUrl: string;
let server: CodejoustServer;
let submission: string;
const closers: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
	postgres = await startPostgres();
	databaseUrl = await postgres.createDatabase();
	const judge = await startJudgeServer({ policy: 'hash' });
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl, databaseUrl });
	closers.push(postgres.stop, judge.close, server.stop);
	await server.client.createBenchmark(smallBenchmark('small'));
	({ id: submission } = await server.client.createSubmission(smallSubmission('small', 'one')));
	await server.untilJudged(submission);
});
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

/** What was left out of the queue is looked for every 30 s: a run that is done only then was forgotten. */
const BEFORE_SWEEP_MS = 25_000;

const untilAtRest = (id: string) =>
	until(
		() => server.client.run(id),
		({ state }) => state === 'done' || state === 'paused',
		BEFORE_SWEEP_MS,
	);

test('a budget that is raised while a battle is looked at pauses nothing, and the battle is played', async () => {
	const { client, db } = server;
	const path = `/v1/judges/${JUDGE}/price`;
	expect((await send(server, path, { method: 'PUT', body: PRICE })).status).toBe(200);
	const other = connect({ url: databaseUrl, embedded: false, maxConnections: 2 });
	closers.push(other.close);
	const looked = Promise.withResolvers<undefined>();
	const raised = Promise.withResolvers<undefined>();
	// The worker reads a run's budget, then which of its games lie in batches: there it has to wait.
	const holding = other.db.transaction(async (tx) => {
		await tx.execute(sql`lock table judge_batch_lines in access exclusive mode`);
		looked.resolve(undefined);
		await raised.promise;
	});
	await looked.promise;
	const plan = { submission, judge: JUDGE, replicate: 1, budget_micro_usd: 1 };
	const created = client.createRun(plan);
	const [waiting] = await until(
		async () => [
			...(await other.db.execute<{ query: string }>(sql`
				select query from pg_stat_activity join pg_locks using (pid)
				where not granted and relation = 'judge_batch_lines'::regclass
					and query like '%select distinct%'`)),
		],
		(rows) => rows.length > 0,
	);
	expect(waiting?.query).toContain('judge_batch_lines');
	// Another worker reaches the limit and pauses the run; an operator raises the limit and resumes it.
	const [run] = [
		...(await db.execute<{ id: string }>(sql`select id from runs where replicate = 1`)),
	];
	const runId = run?.id ?? '';
	expect(
		await holdRun(db, { runId, held: 'paused', cause: 'budget', reason: 'it is reached' }),
	).toBe(true);
	await updateRunBudget(db, { runId, microUsd: null });
	expect(await resumeRun(db, runId)).toBe(true);
	raised.resolve(undefined);
	await holding;
	expect((await created).id).toBe(runId);
	const end = await untilAtRest(runId);
	expect(end, JSON.stringify(end)).toMatchObject({ state: 'done', progress: { scored: 8 } });
});

test.each<Run['via']>(['live', 'batch'])(
	'an answer that was redacted before it is judged again (%s) pauses the run, with the battle',
	async (via) => {
		const { client } = server;
		const { items } = await client.battles({ submission, question: 'q2' });
		const battle = items[0]?.id ?? '';
		const body = { battle, parts: ['answer'], reason: 'personal data' };
		const redacted = await send(server, '/v1/redactions', { method: 'POST', body });
		expect(redacted.status, redacted.text).toBe(200);
		const judge = via === 'live' ? await registerJudge(server, 'next-judge') : JUDGE;
		const { id } = await client.createRun({ submission, judge, via, replicate: 1 });
		const paused = await untilAtRest(id);
		expect(paused).toMatchObject({ state: 'paused', progress: { unscored: 0 } });
		const [own] = await server.db.execute<{ id: string }>(sql`
			select battles.id from battles join questions on questions.id = question_id
			where run_id = ${id} and key = 'q2'`);
		expect(paused.waits_for).toContain(`a text of battle ${own?.id} was redacted`);
		expect(paused.waits_for).toContain('cancel this run');
		if (via === 'live')
			await until(
				() => client.run(id),
				({ progress }) => progress.scored === 6,
			);
		await client.controlRun(id, 'resume');
		expect(await untilAtRest(id)).toMatchObject({ state: 'paused' });
		expect((await client.controlRun(id, 'cancel')).state).toBe('cancelled');
		expect(server.log.map(({ msg }) => msg)).not.toContain('a chunk failed');
	},
);

test('what is paused is resumed by its cause, and an operator’s own pause by that alone', async () => {
	const { client, db } = server;
	const priced = await send(server, `/v1/judges/${JUDGE}/price`, { method: 'PUT', body: PRICE });
	expect(priced.status, priced.text).toBe(200);
	const plan = { submission, judge: JUDGE, budget_micro_usd: 1 };
	const { id: costly } = await client.createRun({ ...plan, replicate: 1 });
	expect(await untilAtRest(costly)).toMatchObject({ state: 'paused', paused_for: 'budget' });
	const notice = (await client.notices()).items.find(({ kind }) => kind === 'paused');
	expect(notice?.message).toBe(`The run ${costly} has paused: the budget of $0.000001 is reached.`);
	const { id: stopped } = await client.createRun({ ...plan, replicate: 2, budget_micro_usd: 1 });
	await untilAtRest(stopped);
	await db.execute(sql`update runs set pause_cause = 'operator' where id = ${stopped}`);
	for (const id of [costly, stopped]) await updateRunBudget(db, { runId: id, microUsd: null });

	expect((await client.liftHolds('trouble')).runs).toEqual([]);
	expect((await client.liftHolds()).runs).toEqual([costly]);
	expect(await untilAtRest(costly)).toMatchObject({ state: 'done', paused_for: null });
	expect(await client.run(stopped)).toMatchObject({ state: 'paused', paused_for: 'operator' });
	expect((await client.liftHolds('budget')).runs).toEqual([]);
	expect((await client.liftHolds('operator')).runs).toEqual([stopped]);
	expect(await untilAtRest(stopped)).toMatchObject({ state: 'done' });
	const { items } = await client.audit({ action: 'run.resume' });
	expect(items.map(({ subject }) => subject)).toEqual([stopped, costly]);
	const body = { cause: 'bugdet' };
	const refused = await send(server, '/v1/holds/lift', { method: 'POST', body });
	expect(refused.status).toBe(422);
	expect(refused.text).toContain('budget');
});
