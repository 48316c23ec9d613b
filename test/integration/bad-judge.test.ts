import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
	type CodejoustOptions,
	type CodejoustServer,
	startCodejoust,
	until,
} from '../support/codejoust-server.ts';
import type { JudgeFault } from '../support/judge-faults.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

let postgres: PostgresServer;
beforeAll(async () => {
	postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

async function startJudge(options: Parameters<typeof startJudgeServer>[0] = {}) {
	const judge = await startJudgeServer(options);
	closers.push(judge.close);
	return judge;
}

/** A server with this judge, and a submission of two questions (four games) to it. */
async function submitTo(judgeBaseUrl: string, config: CodejoustOptions['config'] = {}, count = 2) {
	const databaseUrl = await postgres.createDatabase();
	const server = await startCodejoust({ judgeBaseUrl, databaseUrl, config });
	closers.push(server.stop);
	await server.client.createBenchmark(smallBenchmark('small', count));
	const { id } = await server.client.createSubmission(smallSubmission('small', 'm', count));
	return { server, id };
}

async function runOf(server: CodejoustServer, id: string) {
	const [run] = (await server.client.submission(id)).runs;
	if (!run) throw new Error('a submission has a run');
	return run;
}

/** Reason and class of every game's newest judgment. */
async function readTroubles(server: CodejoustServer, submission: string) {
	const { items } = await server.client.battles({ submission });
	const battles = await Promise.all(items.map(({ id }) => server.client.battle(id)));
	return battles.flatMap(({ games }) =>
		games.map(({ judgments }) => [judgments[0]?.unscored_reason, judgments[0]?.error_class]),
	);
}

async function expectAlive(server: CodejoustServer): Promise<void> {
	expect((await send(server, '/healthz')).json).toEqual({ status: 'ok' });
	expect((await send(server, '/readyz')).json).toEqual({ status: 'ready' });
}

test('while the endpoint refuses connections the run waits and says for what, and loses nothing', async () => {
	const gone = await startJudgeServer();
	const port = Number(new URL(gone.baseUrl).port);
	await gone.close();
	const { server, id } = await submitTo(gone.baseUrl, { judgeMaxTries: 20 }, 8);
	const looked = await until(
		() => runOf(server, id),
		({ waits_for }) => waits_for.includes('the judge endpoint, which has failed since'),
	);
	expect(looked.waits_for).toContain('ECONNREFUSED');
	expect(looked.progress).toMatchObject({ games: 16, open: 16, scored: 0, unscored: 0 });
	await expectAlive(server);

	const judge = await startJudge({ port });
	const [run] = (await server.untilJudged(id)).runs;
	expect(run?.progress).toMatchObject({ games: 16, scored: 16, unscored: 0 });
	expect(judge.requests).toHaveLength(16);
});

test('an endpoint that never answers ends at the deadline, as a timeout and never as a result', async () => {
	const judge = await startJudge({ fault: () => ({ kind: 'hang' }) });
	const config = { judgeTimeoutMs: 300, judgeMaxTries: 1 };
	const { server, id } = await submitTo(judge.baseUrl, config);
	await server.untilJudged(id);
	expect(await readTroubles(server, id)).toEqual(
		Array.from({ length: 4 }, () => ['provider-error', 'timeout']),
	);
	await expectUnscored(server, id, { 'provider-error': 2 });
	await expectAlive(server);
});

test.each<[string, JudgeFault, string, string | null]>([
	['half a JSON', { kind: 'malformed', as: 'badjson' }, 'provider-error', 'broken-off'],
	['an error object', { kind: 'malformed', as: 'errorbody' }, 'provider-error', 'server'],
	['a cut connection', { kind: 'malformed', as: 'cutbody' }, 'provider-error', 'network'],
	['a reset', { kind: 'reset' }, 'provider-error', 'network'],
	['status 500', { kind: 'status', status: 500 }, 'provider-error', 'server'],
	['an empty text', { kind: 'malformed', as: 'empty' }, 'empty', null],
	['null', { kind: 'malformed', as: 'null' }, 'empty', null],
	['a refusal', { kind: 'malformed', as: 'refusal' }, 'refused', null],
	['a cut text', { kind: 'malformed', as: 'truncated' }, 'truncated', null],
	['no label', { kind: 'malformed', as: 'text' }, 'no-verdict', null],
	['two labels', { kind: 'malformed', as: 'conflict' }, 'contradictory', null],
])('an endpoint that answers %s leaves every game unscored with that reason', async (...row) => {
	const [, fault, reason, errorClass] = row;
	const judge = await startJudge({ fault: () => fault });
	const { server, id } = await submitTo(judge.baseUrl, { judgeMaxTries: 1 });
	await server.untilJudged(id);
	expect(await readTroubles(server, id)).toEqual(
		Array.from({ length: 4 }, () => [reason, errorClass]),
	);
	await expectUnscored(server, id, { [reason]: 2 });
	await expectAlive(server);
});

async function expectUnscored(
	server: CodejoustServer,
	id: string,
	reasons: Readonly<Record<string, number>>,
): Promise<void> {
	const { rows } = await server.untilOnBoard('small', [id]);
	expect(rows[0]).toMatchObject({
		scored: 0,
		unscored: 2,
		coverage: 0,
		wins: 0,
		ties: 0,
		losses: 0,
		unscored_reasons: reasons,
		win_rate: null,
		tie_rate: null,
		score: null,
		rank: null,
	});
}

const REFUSALS = [
	['a wrong key', { kind: 'status', status: 401, message: 'Incorrect API key provided: sk-test.' }],
	['a forbidden key', { kind: 'status', status: 403, message: 'You may not.' }],
	[
		'no quota left',
		{
			kind: 'status',
			status: 429,
			code: 'insufficient_quota',
			message: 'You exceeded your quota.',
		},
	],
	['status 400', { kind: 'status', status: 400 }],
	['HTML', { kind: 'malformed', as: 'html' }],
	['no choices', { kind: 'malformed', as: 'nochoices' }],
] as const satisfies readonly (readonly [string, JudgeFault])[];

test.each(REFUSALS)(
	'%s holds the judge with the reason, and once put right the run goes on',
	async (...row) => {
		const [, refusal] = row;
		let fault: JudgeFault | undefined = refusal;
		const judge: JudgeServer = await startJudge({ fault: () => fault });
		const { server, id } = await submitTo(judge.baseUrl, { judgeMaxTries: 1 }, 8);
		const paused = await until(
			() => runOf(server, id),
			({ state }) => state === 'paused',
		);
		expect(paused.waits_for).toMatch(/^held: .*the endpoint default .*; an operator resumes it$/);
		expect(paused.waits_for).not.toContain('sk-test');
		expect(paused.progress).toMatchObject({ games: 16, scored: 0, unscored: 0, open: 16 });
		await expectAlive(server);

		fault = undefined;
		const resumed = await send(server, `/v1/runs/${paused.id}/resume`, { method: 'POST' });
		expect(resumed.status).toBe(200);
		const [run] = (await server.untilJudged(id)).runs;
		expect(run?.progress).toMatchObject({ games: 16, scored: 16, unscored: 0, open: 0 });
	},
);

test('unscored games are asked again when an operator says so, and the board follows', async () => {
	let fault: JudgeFault | undefined = { kind: 'malformed', as: 'refusal' };
	const judge = await startJudge({ fault: () => fault });
	const { server, id } = await submitTo(judge.baseUrl);
	await server.untilJudged(id);
	await expectUnscored(server, id, { refused: 2 });
	fault = undefined;
	const run = await runOf(server, id);
	expect((await send(server, `/v1/runs/${run.id}/retry`, { method: 'POST' })).status).toBe(200);
	await server.untilJudged(id);
	const board = await until(
		() => server.client.leaderboard('small'),
		({ rows }) => rows[0]?.scored === 2,
	);
	expect(board.rows[0]).toMatchObject({ scored: 2, unscored: 0, coverage: 1 });
});
