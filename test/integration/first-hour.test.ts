import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultJudge } from '@codejoust/judge/protocol/default-judges';
import { protocolOf } from '@codejoust/judge/protocol/kinds';
import { afterEach, expect, test } from 'vitest';
import { readSampleGames } from '../../apps/api/src/use-cases/endpoints/sample-games.ts';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { startJudgeServer } from '../support/judge-server.ts';
import { registerJudge } from '../support/register-judge.ts';
import { runCli, startCli } from '../support/run-cli.ts';
import { send } from '../support/small-benchmark.ts';
import { until } from '../support/until.ts';

const KEY = 'sk-the-real-key-of-a-provider';
const HEADER_SECRET = 'tenant-secret-0815';
const PRICE = {
	model: '*',
	inputMicroUsd: 1_000_000,
	outputMicroUsd: 2_000_000,
	asOf: '2026-01-01',
};

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

async function startAt(
	options: Parameters<typeof startJudgeServer>[0],
	settings: { readonly prices?: readonly (typeof PRICE)[] } = {},
) {
	const judge = await startJudgeServer({
		headers: {
			'x-ratelimit-limit-requests': '5000',
			'x-ratelimit-remaining-requests': '4990',
			'x-ratelimit-reset-requests': '12ms',
			'openai-organization': 'acme-of-the-operator',
			'set-cookie': 'session=not-for-a-report',
		},
		...options,
	});
	closers.push(judge.close);
	const server = await startCodejoust({
		judgeBaseUrl: judge.baseUrl,
		judge: {
			apiKey: KEY,
			headers: { 'x-tenant': HEADER_SECRET },
			secretHeaders: [HEADER_SECRET],
			prices: [PRICE],
			...settings,
		},
	});
	closers.push(server.stop);
	return { judge, server };
}

/** Its report when it has ended. */
async function playFirstHour(
	{ client }: CodejoustServer,
	endpoint: string,
	asked?: Parameters<CodejoustServer['client']['startFirstHour']>[1],
) {
	const { id } = await client.startFirstHour(endpoint, asked);
	return untilEnded(client, id);
}

async function untilEnded(client: CodejoustServer['client'], id: string) {
	const { report } = await until(
		() => client.firstHour(id),
		({ state }) => state === 'ended',
		30_000,
	);
	return report;
}

/** No run of 24 characters of a question or an answer, no secret, and no value of a header but of limits. */
async function expectNothingOfTexts(report: string): Promise<void> {
	for (const secret of [KEY, HEADER_SECRET, 'acme-of', 'not-for-a-report'])
		expect(report).not.toContain(secret);
	const plain = report.replace(/\\[nt"\\]/g, ' ').replace(/\s+/g, ' ');
	const leaks = (await readSampleGames(20, protocolOf(defaultJudge()))).flatMap(
		({ question, baseline, response }) =>
			[...question.map(({ content }) => content), baseline, response].flatMap((text) => {
				const flat = text.replace(/\s+/g, ' ');
				const runs = Array.from({ length: Math.max(0, flat.length - 24) }, (_, at) =>
					flat.slice(at, at + 24),
				);
				return runs.filter((run) => plain.includes(run)).slice(0, 1);
			}),
	);
	expect(leaks).toEqual([]);
}

test('a clean endpoint: twenty questions both ways, a report that is saved, and no run on the server', async () => {
	const { judge, server } = await startAt({});
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-hour-'));
	closers.push(() => rm(folder, { recursive: true }));
	const args = ['endpoints', 'first-hour', 'default', '--limit-usd', '2', '--folder', folder];
	const { code, stdout, stderr } = await runCli(args, {
		env: { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key },
	});
	expect([code, stderr]).toEqual([0, expect.stringContaining('first-hour-default.json')]);
	expect(judge.requests).toHaveLength(40);
	const json = await readFile(join(folder, 'first-hour-default.json'), 'utf8');
	const text = await readFile(join(folder, 'first-hour-default.txt'), 'utf8');
	expect(stdout).toBe(text);
	const report = JSON.parse(json);
	expect(report).toMatchObject({
		endpoint: 'default',
		judge: 'test-judge@1',
		model: 'test-judge',
		games: { planned: 40, answered: 40, failed: 0, not_ended: 0 },
		stopped: null,
		models_reported: [{ value: 'test-judge', games: 40 }],
		finish_reasons: [{ value: 'stop', games: 40 }],
		both_orders: { questions: 20 },
		unscored: [],
		limits: { requests_per_minute: 5000, tokens_per_minute: null },
		tokens: { prompt: { games: 40 }, completion: { games: 40 } },
		cost: { limit_micro_usd: 2_000_000, price: { input_micro_usd: 1_000_000 } },
	});
	const { prompt, completion } = report.tokens;
	expect(report.cost.micro_usd).toBe(prompt.reported + 2 * completion.reported);
	expect(report.latency_ms.p50).toBeGreaterThan(0);
	const valueOf = (name: string) =>
		report.headers.find((header: { readonly name: string }) => header.name === name)?.values;
	expect(valueOf('x-ratelimit-remaining-requests')).toEqual({ first: '4990', last: '4990' });
	expect(valueOf('set-cookie')).toBeNull();
	expect(text).toContain('Everything that came back was read.');
	await expectNothingOfTexts(json + text);
	expect((await server.client.runs()).items).toEqual([]);
	const [entry] = (await server.client.audit({ action: 'endpoint.first-hour' })).items;
	expect(entry).toMatchObject({
		subject: 'default',
		detail: {
			id: expect.stringMatching(/^hour_/),
			judge: 'test-judge@1',
			limit_micro_usd: 2_000_000,
		},
	});
});

test('odd replies are named with the words of the provider, and without what these repeat of an answer or a key', async () => {
	const { server } = await startAt({
		fault: (index, { messages }) => {
			if (index % 8 === 1) return { kind: 'malformed', as: 'truncated' };
			if (index % 8 === 3) return { kind: 'malformed', as: 'html' };
			if (index % 8 === 5)
				return {
					kind: 'status',
					status: 400,
					message: `Rejected for key ${KEY} of ${HEADER_SECRET}: ${messages.at(-1)?.content.slice(-400)}`,
				};
			return index % 8 === 7 ? { kind: 'malformed', as: 'text' } : undefined;
		},
	});
	const report = await playFirstHour(server, 'default');
	expect(report.games).toEqual({ planned: 40, answered: 30, failed: 10, not_ended: 0 });
	expect(report.verdicts.reduce((total, { games }) => total + games, 0)).toBe(20);
	const found = report.unscored.map(({ reason, error_class: errorClass, games }) =>
		[reason, errorClass, games].join(' '),
	);
	expect(found.sort()).toEqual([
		'no-verdict  5',
		'provider-error bad-request 5',
		'provider-error unreadable 5',
		'truncated  5',
	]);
	const words = report.unscored.flatMap((one) => one.words);
	expect(words.find((text) => text.includes('Rejected for key'))).toMatch(/\*\*\*.*\*\*\*.*\[…\]/);
	await expectNothingOfTexts(JSON.stringify(report));
});

test('it stops before it would cost more than the limit, and at once where every game is refused', async () => {
	const cheap = await startAt({});
	const limit = 50_000;
	const report = await playFirstHour(cheap.server, 'default', { limit_micro_usd: limit });
	expect(report.stopped).toBe('limit');
	expect(report.games.answered).toBeGreaterThan(0);
	expect(report.cost.at_most_micro_usd).toBeLessThanOrEqual(limit);
	expect(cheap.judge.requests).toHaveLength(report.games.answered);
	const none = await playFirstHour(cheap.server, 'default', { limit_micro_usd: 1 });
	expect(none).toMatchObject({ stopped: 'limit', games: { answered: 0, not_ended: 40 } });
	const refusing = await startAt({
		fault: () => ({ kind: 'status', status: 401, message: 'No.' }),
	});
	expect(await playFirstHour(refusing.server, 'default')).toMatchObject({
		stopped: 'refused',
		games: { answered: 0, failed: 3 },
		unscored: [{ error_class: 'auth', games: 3 }],
		cost: { at_most_micro_usd: 0 },
	});
	expect(refusing.judge.requests).toHaveLength(3);
});

test('a judge may be named, and without a price nothing is asked unless the operator says so', async () => {
	const { judge, server } = await startAt({}, { prices: [] });
	const name = await registerJudge(server, 'next-judge');
	const path = '/v1/endpoints/default/first-hour';
	const refused = await expectRefusal(server, 'conflict', path, { method: 'POST', body: {} });
	expect(refused.detail).toContain('price');
	expect(judge.requests).toEqual([]);
	const asked = { judge: name, questions: 2, unpriced: true };
	expect(await playFirstHour(server, 'default', asked)).toMatchObject({
		judge: 'next-judge@1',
		games: { planned: 4, answered: 4 },
		cost: { micro_usd: null, price: null },
	});
	expect(judge.requests.map(({ model }) => model)).toEqual(Array(4).fill('next-judge'));
	const unknown = await send(server, '/v1/endpoints/nowhere/first-hour', {
		method: 'POST',
		body: {},
	});
	expect(unknown.status).toBe(404);
});

test('a first hour goes on when the command is ended, keeps its limit, and its report is read later', async () => {
	const { judge, server } = await startAt({ latencyMs: 300 });
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-hour-'));
	closers.push(() => rm(folder, { recursive: true }));
	const env = { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key };
	const begin = ['endpoints', 'first-hour', 'default', '--folder', folder, '--limit-usd', '0.2'];
	const command = startCli(begin, { env });
	await until(
		async () => judge.requests.length,
		(count) => count > 2,
	);
	command.child.kill('SIGINT');
	const ended = await command.ended;
	expect(ended.code).toBe(130);
	const [, id = ''] = /--report (hour_\w+)/.exec(ended.stderr) ?? [];
	expect((await server.client.firstHour(id)).state).toBe('running');
	// One at a time: a repetition by mistake costs nothing.
	const path = '/v1/endpoints/default/first-hour';
	const refused = await expectRefusal(server, 'conflict', path, { method: 'POST', body: {} });
	expect(refused.detail).toContain(id);
	const report = await untilEnded(server.client, id);
	expect(report.games.answered).toBe(judge.requests.length);
	expect(report.games.answered).toBeGreaterThan(3);
	expect(report.cost.at_most_micro_usd).toBeLessThanOrEqual(200_000);
	const read = await runCli(
		['endpoints', 'first-hour', 'default', '--folder', folder, '--report', id],
		{ env },
	);
	expect(read.code).toBe(report.stopped === null ? 0 : 1);
	const saved = JSON.parse(await readFile(join(folder, 'first-hour-default.json'), 'utf8'));
	expect(saved).toEqual(report);
	const calls = judge.requests.length;
	expect(await playFirstHour(server, 'default', { questions: 1 })).toMatchObject({ stopped: null });
	expect(judge.requests).toHaveLength(calls + 2);
});

test('what came is there when the process that asked is lost, and another one can begin', async () => {
	const { judge, server } = await startAt({ latencyMs: 200 });
	const { id } = await server.client.startFirstHour('default');
	await until(
		async () => judge.requests.length,
		(count) => count > 2,
	);
	await server.db.execute(`update first_hours set alive_at = now() - interval '2 minutes'`);
	const lost = await server.client.firstHour(id);
	expect(lost).toMatchObject({ state: 'ended', report: { stopped: 'server' } });
	const next = await server.client.startFirstHour('default', { questions: 2 });
	expect(next.id).not.toBe(id);
	await untilEnded(server.client, next.id);
	const unknown = await send(server, '/v1/first-hours/hour_unknown', {});
	expect(unknown.status).toBe(404);
});
