import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LONGEST_TRIAL_MS } from '../../apps/api/src/use-cases/judges/try-judge.ts';
import { until } from '../support/codejoust-server.ts';
import { readDeployDocument } from '../support/deploy-document.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { startLineProcess } from '../support/line-process.ts';
import { findNginx, type NginxServer, startNginx } from '../support/nginx-server.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { COMPILE_CACHE } from '../support/run-cli.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const nginxProgram = findNginx();
if (nginxProgram === undefined)
	console.warn('nginx is not installed: the documented deployment is not tested');

const deploy = readDeployDocument();
const PAGES_PER_MINUTE = 20;
const MIB = 1024 ** 2;

const closers: (() => Promise<unknown>)[] = [];
let nginx: NginxServer;
let judge: JudgeServer;

test('nginx waits longer than the slowest route', () => {
	const [send, read] = ['send', 'read'].map((which) =>
		Number(new RegExp(`proxy_${which}_timeout (\\d+)s;`).exec(deploy.nginx)?.[1]),
	);
	expect(Math.min(send ?? 0, read ?? 0) * 1000).toBeGreaterThan(LONGEST_TRIAL_MS);
});

describe.skipIf(nginxProgram === undefined)('behind the documented nginx', () => {
	beforeAll(async () => {
		const postgres = await startPostgres({ mustBeOurs: true });
		closers.push(postgres.stop);
		judge = await startJudgeServer({
			policy: 'hash',
			// Its games are never answered, so that its run is never done.
			fault: (_, { messages }) =>
				JSON.stringify(messages).includes('of held:') ? { kind: 'hang' } : undefined,
		});
		closers.push(judge.close);
		const databaseUrl = await postgres.createDatabase({ isEmpty: true });
		const processes = deploy.roles.flatMap(({ role, processes: count }) =>
			Array.from({ length: count }, () => startProcess(role, databaseUrl)),
		);
		const [site] = await Promise.all(processes);
		nginx = await startNginx(
			nginxProgram ?? '',
			deploy.nginx.replace('http://127.0.0.1:3000', site ?? ''),
		);
		closers.push(nginx.stop);
	});
	afterAll(async () => {
		for (const close of closers.splice(0).reverse()) await close();
	});

	test('the roles are a site and two workers', () => {
		expect(deploy.roles).toEqual([
			{ role: 'api,web', processes: 1 },
			{ role: 'worker', processes: 2 },
		]);
	});

	test('pages come, /metrics does not, and whoever signs in gets a cookie for TLS alone', async () => {
		const page = await ask('/');
		expect(page.status).toBe(200);
		expect(page.body).toContain('<title>');
		const [style = 'no style'] = /\/_app\/immutable\/[^"]+\.css/.exec(page.body) ?? [];
		expect((await ask(style)).status, style).toBe(200);
		expect((await ask('/metrics')).status).toBe(404);
		expect((await ask('/docs')).status).toBe(200);
		const form = new URLSearchParams({ key: deploy.variables['CODEJOUST_OPERATOR_KEY'] ?? '' });
		const signIn = (origin: string) =>
			ask('/operate?/signIn', {
				method: 'POST',
				body: form.toString(),
				headers: {
					origin,
					accept: 'text/html',
					'content-type': 'application/x-www-form-urlencoded',
				},
			});
		const signedIn = await signIn(deploy.variables['ORIGIN'] ?? '');
		expect(signedIn.status, signedIn.body).toBe(303);
		expect(signedIn.headers['set-cookie']?.join()).toMatch(/HttpOnly.*Secure/i);
		expect((await signIn('https://evil.example')).status).toBe(403);
	});

	test('a submission of some MiB is taken, and a worker judges it', async () => {
		await write('/v1/benchmarks', smallBenchmark('judged'));
		const submission = smallSubmission('judged', 'large');
		const padding = 'x'.repeat(MIB / 2);
		const responses = submission.responses.map((one) => ({
			...one,
			response: `${one.response}\n\n${padding}`,
		}));
		const { id } = await write('/v1/submissions', { ...submission, responses });
		await until(
			async () => JSON.parse((await ask(`/v1/submissions/${id}`)).body) as Submission,
			({ runs }) => runs[0]?.state === 'done',
		);
		const games = judge.requests.filter(({ messages }) =>
			JSON.stringify(messages).includes('of judged:'),
		);
		expect(games.length).toBe(8);
	});

	test('an event of a run’s progress comes when it is sent, not when the stream ends', async () => {
		await write('/v1/benchmarks', smallBenchmark('held'));
		const { runs } = await write('/v1/submissions', smallSubmission('held', 'slow'));
		const stream = await open(`/v1/runs/${runs[0]?.id}/events`);
		expect(stream.headers['content-type']).toContain('text/event-stream');
		const [first] = (await once(stream, 'data')) as [Buffer];
		expect(String(first)).toContain('"progress"');
		stream.destroy();
	});

	test('limits count the visitor’s own address, whatever the visitor claims', async () => {
		const flood = async (headers: (at: number) => Record<string, string>) => {
			const statuses: number[] = [];
			// A minute of the clock that ends among them changes nothing.
			for (let at = 0; at <= 2 * PAGES_PER_MINUTE; at++)
				statuses.push(
					(await ask('/methodology', { from: '127.0.0.2', headers: headers(at) })).status,
				);
			return statuses;
		};
		const plain = await flood(() => ({}));
		expect(plain[0]).toBe(200);
		expect(plain).toContain(429);
		expect((await ask('/methodology', { from: '127.0.0.3' })).status).toBe(200);
		const forged = await flood((at) => ({ 'x-forwarded-for': `198.51.100.${at}` }));
		expect(forged).toContain(429);
	});

	test('nginx has nothing to complain of', () => {
		expect(nginx.lines.filter((line) => /\[(warn|error|crit|alert|emerg)\]/.test(line))).toEqual(
			[],
		);
	});
});

type Submission = { readonly id: string; readonly runs: { id: string; state: string }[] };

/** One process of the deployment: the documented variables and command. Resolves with its address. */
async function startProcess(role: string, databaseUrl: string): Promise<string> {
	const server = startLineProcess(process.execPath, deploy.command, {
		PATH: process.env['PATH'],
		HOME: process.env['HOME'],
		NODE_ENV: 'production',
		NODE_COMPILE_CACHE: COMPILE_CACHE,
		...deploy.variables,
		DATABASE_URL: databaseUrl,
		PORT: '0',
		CODEJOUST_ROLE: role,
		CODEJOUST_PAGES_PER_MINUTE: String(PAGES_PER_MINUTE),
		CODEJOUST_JUDGE_BASE_URL: judge.baseUrl,
		CODEJOUST_JUDGE_MODEL: 'test-judge',
		OPENAI_API_KEY: 'sk-test',
	});
	// A run that is never done would keep it for its grace.
	closers.push(() => server.end('SIGKILL'));
	const ready = await server.untilLine(/^Codejoust is ready at /);
	return ready.slice(ready.lastIndexOf(' ') + 1);
}

type Asked = {
	readonly method?: string;
	readonly body?: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** The visitor's address. */
	readonly from?: string;
};

/** The head of an answer by HTTPS, as a visitor of the site's public name has it. */
async function open(path: string, asked: Asked = {}): Promise<IncomingMessage> {
	const { host } = new URL(deploy.variables['ORIGIN'] ?? '');
	const { method = 'GET', body, headers, from = '127.0.0.1' } = asked;
	const sent = request({
		...{ host: '127.0.0.1', port: nginx.port, path, method, localAddress: from, agent: false },
		...{ servername: host, ca: nginx.certificate },
		headers: { host, accept: '*/*', ...headers },
	});
	sent.end(body);
	const [response] = (await once(sent, 'response')) as [IncomingMessage];
	return response;
}

async function ask(path: string, asked: Asked = {}) {
	const response = await open(path, asked);
	return {
		status: response.statusCode ?? 0,
		headers: response.headers,
		body: await text(response),
	};
}

async function write(path: string, body: unknown): Promise<Submission> {
	const answered = await ask(path, {
		method: 'POST',
		body: JSON.stringify(body),
		headers: {
			'content-type': 'application/json',
			'idempotency-key': crypto.randomUUID(),
			authorization: `Bearer ${deploy.variables['CODEJOUST_OPERATOR_KEY']}`,
		},
	});
	expect(answered.status, answered.body).toBe(201);
	return JSON.parse(answered.body) as Submission;
}
