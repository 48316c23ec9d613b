import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { EndpointSettings } from '@codejoust/judge/endpoint/endpoint-settings';
import {
	type CodejoustServer,
	endpointSettings,
	startCodejoust,
	until,
} from '../support/codejoust-server.ts';
import type { JudgeFault } from '../support/judge-faults.ts';
import { startJudgeServer } from '../support/judge-server.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { registerJudge } from '../support/register-judge.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { startWebhookServer } from '../support/webhook-server.ts';

let postgres: PostgresServer;
beforeAll(async () => {
	postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

async function startJudge(options: Parameters<typeof startJudgeServer>[0]) {
	const judge = await startJudgeServer(options);
	closers.push(judge.close);
	return judge;
}

async function startServer(
	endpoints: readonly (Partial<EndpointSettings> & Pick<EndpointSettings, 'baseUrl'>)[],
	options: Parameters<typeof startCodejoust>[0] = {},
): Promise<CodejoustServer> {
	const server = await startCodejoust({
		databaseUrl: await postgres.createDatabase(),
		...options,
		config: {
			endpoints: endpoints.map(endpointSettings),
			judgeModel: 'good-judge',
			...options.config,
		},
	});
	closers.push(server.stop);
	return server;
}

async function submit(server: CodejoustServer, model: string, questions: number) {
	const { id } = await server.client.createSubmission(smallSubmission('small', model, questions));
	return id;
}

async function readRun(server: CodejoustServer, submissionId: string) {
	const [run] = (await server.client.submission(submissionId)).runs;
	if (!run) throw new Error('the submission has no run');
	return run;
}

async function untilHeld(server: CodejoustServer, submissionId: string) {
	return until(
		() => readRun(server, submissionId),
		({ hold }) => hold !== null,
	);
}

/** A judge that answers until `breakDown`, and refuses in this way from then on, until `mend`. */
async function startFailingJudge(fault: JudgeFault, latencyMs = 0) {
	let isBroken = false;
	const judge = await startJudge({ latencyMs, fault: () => (isBroken ? fault : undefined) });
	return {
		...judge,
		breakDown: () => (isBroken = true),
		mend: () => (isBroken = false),
	};
}

const REFUSED = {
	kind: 'status',
	status: 400,
	code: 'unsupported_parameter',
	message: 'Unsupported parameter 17.',
} as const;

test('refusals in mid-run hold the judge, nothing becomes unscored, and lifting the hold finishes the run', async () => {
	const webhook = await startWebhookServer();
	closers.push(webhook.close);
	const judge = await startFailingJudge(REFUSED, 20);
	const server = await startServer([{ name: 'openai', baseUrl: judge.baseUrl, concurrency: 4 }], {
		config: { webhook: { url: webhook.url } },
	});
	await server.client.createBenchmark(smallBenchmark('small', 100));
	const id = await submit(server, 'm', 100);
	await until(
		() => readRun(server, id),
		({ progress }) => progress.scored >= 10,
	);
	judge.breakDown();
	const run = await untilHeld(server, id);
	expect(run).toMatchObject({
		state: 'paused',
		waits_for:
			'held: the endpoint openai refuses the judge good-judge@1: Unsupported parameter 17; an operator resumes it',
		hold: { cause: 'refused-alike', until: null },
		progress: { unscored: 0 },
	});
	// Those in flight come back; no new one sets out.
	const asked = judge.requests.length;
	await server.untilAtRest();
	expect(judge.requests.length - asked).toBeLessThanOrEqual(4);
	const [hold] = (await server.client.holds()).items;
	expect(hold).toMatchObject({
		endpoint: 'openai',
		judge: 'good-judge@1',
		runs: 1,
		lifted_at: null,
	});

	const shown = await send(server, `/v1/submissions/${id}`, { key: null });
	expect(shown.json).toMatchObject({
		state: 'paused',
		reason: 'waiting for a judge',
		runs: [{ waits_for: 'a judge', hold: null, troubles: [] }],
	});
	expect(shown.text).not.toContain('Unsupported');
	expect((await server.client.leaderboard('small').catch(() => ({ rows: [] }))).rows).toEqual([]);

	judge.mend();
	const lifted = await server.client.liftHold(hold?.id ?? '');
	expect(lifted.runs).toEqual([run.id]);
	const done = await server.untilJudged(id);
	expect(done.runs[0]?.progress).toMatchObject({ games: 200, scored: 200, unscored: 0 });
	expect((await server.client.holds()).items).toEqual([]);
	const { items } = await server.client.audit({ action: 'hold.lift' });
	expect(items).toMatchObject([{ subject: hold?.id, before: { cause: 'refused-alike' } }]);
	await until(
		async () => webhook.posts.map(({ body }) => JSON.parse(body).kind as string),
		(kinds) => kinds.includes('held') && kinds.includes('hold-lifted'),
	);
	const again = await server.client.liftHold(hold?.id ?? '').catch((error: unknown) => error);
	expect(again).toMatchObject({ problem: { status: 409 } });
});

test('a judge that is refused does not keep another one at the same endpoint, and a resumed run asks again', async () => {
	const judge = await startJudge({
		fault: (_index, { model }) => (model === 'bad-judge' ? REFUSED : undefined),
	});
	const server = await startServer([{ baseUrl: judge.baseUrl }]);
	await server.client.createBenchmark(smallBenchmark('small', 20));
	const id = await submit(server, 'm', 20);
	const bad = await registerJudge(server, 'bad-judge');
	const run = await server.client.createRun({ submission: id, judge: bad });
	const held = await until(
		() => server.client.run(run.id),
		({ hold }) => hold !== null,
	);
	await until(
		() => server.client.submission(id),
		({ runs }) => runs.some(({ state }) => state === 'done'),
	);
	const askedBad = () => judge.requests.filter(({ model }) => model === 'bad-judge').length;
	expect(askedBad()).toBe(5);
	expect(held.progress).toMatchObject({ scored: 0, unscored: 0, open: 40 });
	await server.client.controlRun(run.id, 'resume');
	await until(
		async () => askedBad(),
		(calls) => calls >= 10,
	);
	await until(
		() => server.client.run(run.id),
		({ hold }) => hold !== null && hold.id !== held.hold?.id,
	);
	await server.untilAtRest();
	expect(askedBad()).toBe(10);
});

test('one text that is refused is unscored, and its judge goes on', async () => {
	const judge = await startJudge({
		fault: (_index, { messages }) =>
			messages.some(({ content }) => content.includes('Answer 3 of m.')) ? REFUSED : undefined,
	});
	const server = await startServer([{ baseUrl: judge.baseUrl }]);
	await server.client.createBenchmark(smallBenchmark('small', 10));
	const id = await submit(server, 'm', 10);
	const { runs } = await server.untilJudged(id);
	expect(runs[0]?.progress).toMatchObject({ scored: 18, unscored: 2 });
	expect((await server.client.holds({ all: 'true' })).items).toEqual([]);
});

test('a wrong key holds the endpoint for all its judges, and one order lifts all of a cause', async () => {
	const judge = await startFailingJudge({ kind: 'status', status: 401, message: 'No such key.' });
	judge.breakDown();
	const server = await startServer([{ name: 'keyed', baseUrl: judge.baseUrl }]);
	await server.client.createBenchmark(smallBenchmark('small', 4));
	const id = await submit(server, 'm', 4);
	expect(await untilHeld(server, id)).toMatchObject({
		waits_for: 'held: the endpoint keyed refuses the key: No such key; an operator resumes it',
		hold: { cause: 'wrong-key' },
	});
	const second = await registerJudge(server, 'second-judge');
	const run = await server.client.createRun({ submission: id, judge: second });
	await until(
		() => server.client.run(run.id),
		({ hold }) => hold?.cause === 'wrong-key',
	);
	expect(judge.requests).toHaveLength(1);
	expect((await server.client.liftHolds('no-money')).items).toEqual([]);
	judge.mend();
	const lifted = await server.client.liftHolds('wrong-key');
	expect(lifted.items).toMatchObject([{ judge: null, endpoint: 'keyed' }]);
	expect(lifted.runs.toSorted()).toEqual(
		(await server.client.submission(id)).runs.map((one) => one.id).toSorted(),
	);
	await server.untilJudged(id);
});

test('a limit beyond ten minutes ends by the clock', async () => {
	const judge = await startFailingJudge({
		kind: 'status',
		status: 429,
		message: 'Limit of the day.',
		headers: { 'retry-after': '7200' },
	});
	judge.breakDown();
	const server = await startServer([{ name: 'daily', baseUrl: judge.baseUrl }]);
	await server.client.createBenchmark(smallBenchmark('small', 4));
	const id = await submit(server, 'm', 4);
	const held = await untilHeld(server, id);
	expect(held.waits_for).toMatch(
		/^rate limited by daily until (\d{4}-\d\d-\d\d )?\d\d:\d\d UTC: Limit of the day$/,
	);
	expect(judge.requests).toHaveLength(1);
	judge.mend();
	await server.db.execute(`update judge_holds set until = now()`);
	const { runs } = await server.untilJudged(id);
	expect(runs[0]?.progress).toMatchObject({ scored: 8, unscored: 0 });
	const [hold] = (await server.client.holds({ all: 'true' })).items;
	expect(hold).toMatchObject({ cause: 'rate-limit', lifted_by: 'the clock' });
	const { items } = await server.client.audit({ action: 'hold.lift' });
	expect(items).toMatchObject([
		{ actor: 'the clock', subject: hold?.id, detail: { endpoint: 'daily' } },
	]);
});

/** What providers were seen to answer, and what must come of a run that meets it. */
test.each([
	[
		'money that is there again after a named time',
		{ status: 402, message: 'In-flight budget exhausted.', headers: { 'retry-after': '1' } },
		null,
		0,
	],
	[
		'a time of the reset where seconds belong',
		{
			status: 429,
			message: 'Too many requests.',
			headers: { 'retry-after': String(Math.floor(Date.now() / 1000) + 1) },
		},
		null,
		0,
	],
	[
		'a time of the reset in the words alone',
		{
			status: 429,
			message: `Usage limit reached. It will reset at ${new Date(Date.now() + 3 * 3_600_000).toISOString()}`,
		},
		'rate-limit',
		1,
	],
	[
		'the end of a model’s life',
		{ status: 410, message: 'The model m has reached its end of life.' },
		'model-gone',
		1,
	],
	[
		'a retired model behind a gateway’s own error',
		{ status: 500, code: 'ModelDeprecated', message: 'The deployment is deprecated.' },
		'model-gone',
		1,
	],
] as const)('%s: the run goes on by itself, or its judge is held at once', async (...row) => {
	const [, fault, cause, calls] = row;
	const judge = await startJudge({
		fault: (index) => (cause !== null || index === 0 ? { kind: 'status', ...fault } : undefined),
	});
	const server = await startServer([{ name: 'odd', baseUrl: judge.baseUrl }]);
	await server.client.createBenchmark(smallBenchmark('small', 4));
	const id = await submit(server, 'm', 4);
	if (cause === null) {
		const { runs } = await server.untilJudged(id);
		expect(runs[0]?.progress).toMatchObject({ scored: 8, unscored: 0 });
		expect(judge.requests).toHaveLength(9);
		expect((await server.client.holds({ all: 'true' })).items).toEqual([]);
	} else {
		expect((await untilHeld(server, id)).hold?.cause).toBe(cause);
		await server.untilAtRest();
		expect(judge.requests).toHaveLength(calls);
		expect((await readRun(server, id)).progress).toMatchObject({ scored: 0, unscored: 0 });
	}
});
