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
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { runCli } from '../support/run-cli.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const OLD = 'old-judge@1';
const NEW = 'new-judge@1';

let isRetired = false;
let isNewReady = false;
let judge: JudgeServer;
let server: CodejoustServer;
let folder: string;

const gone = (model: string) => ({
	kind: 'status' as const,
	status: 404,
	code: 'model_not_found',
	message: `The model ${model} does not exist.`,
});

beforeAll(async () => {
	judge = await startJudgeServer({
		fault: (_index, { model }) => {
			if (model === 'old-judge' && isRetired) return gone(model);
			return model === 'new-judge' && !isNewReady ? gone(model) : undefined;
		},
	});
	server = await startCodejoust({
		config: {
			judgeModel: 'old-judge',
			endpoints: [endpointSettings({ name: 'cloud', baseUrl: judge.baseUrl })],
		},
	});
	folder = await mkdtemp(join(tmpdir(), 'codejoust-replace-'));
});
afterAll(async () => {
	await server.stop();
	await judge.close();
	await rm(folder, { recursive: true, force: true });
});

function replace(...args: string[]) {
	const to = ['--server', server.address, '--key', server.key];
	return runCli(['judge', 'replace', ...args, ...to]);
}

/** The first word of each line, which names its step. */
const stepsOf = (text: string) => text.split('\n').flatMap((line) => /^\w+/.exec(line) ?? []);

test('judge replace leads from a judge whose model is gone to the promoted board, and continues where it stands', async () => {
	const { client } = server;
	await client.createBenchmark(smallBenchmark('small'));
	const before = await client.createSubmission(smallSubmission('small', 'before'));
	await server.untilOnBoard('small', [before.id]);
	isRetired = true;
	const waiting = await client.createSubmission(smallSubmission('small', 'waiting'));
	await until(
		() => client.holds(),
		({ items }) => items.length === 1,
	);
	const file = join(folder, 'judge.json');
	await writeFile(file, JSON.stringify({ slug: 'new-judge', definition: { model: 'new-judge' } }));

	const stopped = await replace(OLD, '--by', file);
	expect(stopped.code).toBe(1);
	expect(stepsOf(stopped.stdout)).toEqual(['Judge', 'Endpoint']);
	expect(stopped.stdout).toContain('new-judge@1 (new-judge) replaces old-judge@1 (old-judge).');
	expect((await client.rejudgings()).items).toEqual([]);

	isNewReady = true;
	const planned = await replace(OLD, '--by', NEW);
	expect(planned.code).toBe(0);
	expect(stepsOf(planned.stdout)).toEqual(['Judge', 'Endpoint', 'Check', 'Planned', 'Waiting']);
	const [plan, ...others] = (await client.rejudgings()).items;
	expect(others).toEqual([]);
	expect(planned.stdout).toContain(`small@1: codejoust rejudge start ${plan?.id} --confirm `);
	expect(planned.stdout).toContain('1 runs; ');

	const started = await replace(OLD, '--by', NEW, '--start');
	expect(stepsOf(started.stdout)).toContain('Started');
	const id = plan?.id ?? '';
	await until(
		() => client.rejudging(id),
		({ state }) => state === 'reported',
	);
	const reported = await replace(OLD, '--by', NEW);
	expect(reported.stdout).toContain(`codejoust rejudge promote ${id} --reason`);
	expect((await client.rejudgings()).items).toHaveLength(1);

	await client.promoteRejudging(id, { reason: 'The model is gone.', over_gates: true });
	const done = await replace(OLD, '--by', NEW);
	expect(done.stdout).toContain(`No live board is judged by ${OLD}.`);
	expect(stepsOf(done.stdout)).not.toContain('Waiting');
	const board = await until(
		() => client.leaderboard('small'),
		({ rows }) => rows.length === 2,
	);
	expect(board.rows.map(({ submission_id: row }) => row).sort()).toEqual(
		[before.id, waiting.id].sort(),
	);
	const unknown = await replace(OLD, '--by', 'nobody@1');
	expect(unknown.code).not.toBe(0);
	expect(unknown.stderr).toContain('nobody@1');
});
