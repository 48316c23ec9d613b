import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
	type CodejoustServer,
	endpointSettings,
	startCodejoust,
	until,
} from '../support/codejoust-server.ts';
import { type CodejoustProcess, startCodejoustProcess } from '../support/codejoust-process.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { registerJudge } from '../support/register-judge.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const OLD = 'old-judge@1';
const QUESTIONS = 30;

let postgres: PostgresServer;
let oldProvider: JudgeServer;
let newProvider: JudgeServer;
let isRetired = false;
let isSlow = false;
let folder: string;
let server: CodejoustServer;
const workers: CodejoustProcess[] = [];

beforeAll(async () => {
	postgres = await startPostgres();
	folder = await mkdtemp(join(tmpdir(), 'codejoust-retired-'));
	oldProvider = await startJudgeServer({
		fault: () =>
			isRetired
				? {
						kind: 'status',
						status: 404,
						code: 'model_not_found',
						message: 'The model `old-judge` does not exist.',
					}
				: undefined,
	});
	// Slow until the worker is killed, so that the kill comes in the middle.
	newProvider = await startJudgeServer({
		latencyMs: 40,
		fault: () => (isSlow ? { kind: 'drip', overMs: 1000 } : undefined),
	});
});
afterAll(async () => {
	for (const worker of workers) await worker.kill();
	await server.stop();
	await rm(folder, { recursive: true, force: true });
	await oldProvider.close();
	await newProvider.close();
	await postgres.stop();
});

function startApi(databaseUrl: string): Promise<CodejoustServer> {
	return startCodejoust({
		databaseUrl,
		config: {
			judgeModel: 'old-judge',
			roles: new Set(['api']),
			endpoints: [
				endpointSettings({
					name: 'first',
					baseUrl: oldProvider.baseUrl,
					models: ['old-*'],
					concurrency: 8,
				}),
				endpointSettings({
					name: 'second',
					baseUrl: newProvider.baseUrl,
					models: ['new-*'],
					concurrency: 4,
				}),
			],
		},
	});
}

/** A worker as a process of its own, which can be killed. */
async function startWorker(databaseUrl: string): Promise<CodejoustProcess> {
	const file = join(folder, 'endpoints.json');
	const endpoints = [
		{ name: 'first', base_url: oldProvider.baseUrl, models: ['old-*'], concurrency: 8 },
		{ name: 'second', base_url: newProvider.baseUrl, models: ['new-*'], concurrency: 4 },
	];
	await writeFile(file, JSON.stringify({ endpoints }));
	const worker = await startCodejoustProcess({
		judgeBaseUrl: '',
		data: { databaseUrl },
		env: {
			CODEJOUST_ROLE: 'worker',
			CODEJOUST_JUDGE_MODEL: 'old-judge',
			CODEJOUST_ENDPOINTS: file,
		},
	});
	workers.push(worker);
	return worker;
}

test('a judge whose model is gone is replaced at another provider, and nothing that waited is lost', async () => {
	const url = await postgres.createDatabase();
	server = await startApi(url);
	const { client } = server;
	const worker = await startWorker(url);
	const submit = async (model: string) =>
		(await client.createSubmission(smallSubmission('small', model, QUESTIONS))).id;
	await client.createBenchmark(smallBenchmark('small', QUESTIONS));
	const before = await submit('before');
	await server.untilJudged(before);
	await until(
		() => client.leaderboard('small'),
		({ rows }) => rows.length === 1,
	);

	isRetired = true;
	const asked = oldProvider.requests.length;
	const waiting = await submit('waiting');
	await until(
		() => client.submission(waiting),
		({ reason }) => reason === 'waiting for a judge',
	);
	const [hold] = (await client.holds()).items;
	expect(hold).toMatchObject({ cause: 'model-gone', judge: OLD, endpoint: 'first', runs: 1 });
	expect((await client.submission(waiting)).runs[0]?.progress).toMatchObject({
		unscored: 0,
		open: 2 * QUESTIONS,
	});
	const [notice] = (await client.notices()).items;
	expect(notice).toMatchObject({ kind: 'held', endpoint: 'first' });
	// Those in flight, and one that sets out while the first reply is read.
	expect(oldProvider.requests.length - asked).toBeLessThanOrEqual(2 * 8);

	const next = await registerJudge(server, 'new-judge');
	expect(await client.judge(next)).toMatchObject({ endpoint: 'second' });
	expect(await client.testEndpoint('second', { model: 'new-judge' })).toMatchObject({
		finding: 'ok',
	});
	isSlow = true;
	const planned = await client.planRejudging({ benchmark: 'small', judge: next });
	await client.startRejudging(planned.id, planned.confirmation ?? '');
	const late = await submit('late');
	await until(
		() => client.rejudging(planned.id),
		({ progress }) => progress.scored > 0,
	);
	await worker.kill();
	isSlow = false;
	workers.splice(workers.indexOf(worker), 1);
	expect((await client.rejudging(planned.id)).state).toBe('running');
	await startWorker(url);
	await until(
		() => client.rejudging(planned.id),
		({ state, progress }) => state === 'reported' && progress.games === 6 * QUESTIONS,
	);
	expect((await client.leaderboard('small')).rows).toHaveLength(1);

	await client.promoteRejudging(planned.id, { reason: 'The model is gone.', over_gates: true });
	expect((await client.holds()).items).toEqual([]);
	for (const id of [waiting, late]) {
		const { state, reason, runs } = await client.submission(id);
		expect({ state, reason }).toEqual({ state: 'published', reason: null });
		expect(runs.map((run) => [run.judge.name, run.state, run.progress.unscored])).toEqual(
			expect.arrayContaining([
				[OLD, 'cancelled', 0],
				[next, 'done', 0],
			]),
		);
	}
	const board = await until(
		() => client.leaderboard('small'),
		({ rows }) => rows.length === 3,
	);
	expect(board.rows.map(({ unscored }) => unscored)).toEqual([0, 0, 0]);
	const oldBoard = await client.leaderboard('small', { judge: OLD });
	expect(oldBoard.rows).toHaveLength(1);
	const after = await submit('after');
	const judged = await server.untilJudged(after);
	expect(judged.runs).toMatchObject([{ judge: { name: next }, progress: { unscored: 0 } }]);
});
