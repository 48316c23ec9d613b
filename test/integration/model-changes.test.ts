import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { runCli } from '../support/run-cli.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const BOARD = '/v1/leaderboards/small';
const PATH = '/v1/models/one';

let judge: JudgeServer;
let server: CodejoustServer;
/** Every address that names the model and is cached or has an ETag of its own. */
let paths: readonly string[];

beforeAll(async () => {
	judge = await startJudgeServer();
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.createBenchmark(smallBenchmark('small'));
	const sent = await Promise.all(
		['one', 'two'].map((model) => server.client.createSubmission(smallSubmission('small', model))),
	);
	const ids = sent.map(({ id }) => id);
	const { snapshot } = await server.untilOnBoard('small', ids);
	paths = [
		BOARD,
		`${BOARD}/matrix`,
		`${BOARD}/criteria`,
		`${BOARD}/compare?models=one,two`,
		`${BOARD}/win-fractions`,
		`${BOARD}/history?model=one`,
		`/v1/snapshots/${snapshot?.id}/leaderboard`,
		`/v1/snapshots/${snapshot?.id}/matrix`,
		`/v1/snapshots/${snapshot?.id}/bundle`,
		PATH,
	];
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

const readAll = () => Promise.all(paths.map((path) => send(server, path)));
const readLog = async () => (await server.client.audit({ action: 'model.change' })).items;

test('a corrected organisation is shown wherever the model is, and no number changes', async () => {
	const before = await readAll();
	expect(before.map(({ status }) => status)).toEqual(paths.map(() => 200));
	const change = { organisation: 'Example Lab', licence: 'Apache-2.0', link: 'https://a.example/' };
	expect(await server.client.changeModel('one', change)).toMatchObject({ slug: 'one', ...change });
	const after = await readAll();
	for (const [at, path] of paths.entries()) {
		const [old, now] = [before[at], after[at]];
		expect(now?.text, path).toContain('"organisation":"Example Lab"');
		expect(now?.headers.get('etag'), path).not.toBe(old?.headers.get('etag'));
	}
	const scores = (text = '') => text.match(/"score":[^,}]*/g);
	expect(after.map(({ text }) => scores(text))).toEqual(before.map(({ text }) => scores(text)));
});

test('the values before and after are audited, and a change that changes nothing is not', async () => {
	await server.client.changeModel('two', { licence: 'MIT' });
	await server.client.changeModel('two', { licence: 'MIT' });
	await server.client.changeModel('two', { licence: null });
	const nothing = { organisation: null, licence: null, link: null };
	const log = await readLog();
	expect(log.filter(({ subject }) => subject === 'two')).toMatchObject([
		{ before: { ...nothing, licence: 'MIT' }, after: nothing },
		{ before: nothing, after: { ...nothing, licence: 'MIT' } },
	]);
});

test('a baseline is corrected like any model', async () => {
	await server.client.changeModel('baseline', { organisation: 'Base Lab' });
	expect((await server.client.benchmark('small')).baseline.organisation).toBe('Base Lab');
	expect((await send(server, BOARD)).text).toContain('"organisation":"Base Lab"');
});

test.each([
	[{}, 'or several of them'],
	[{ link: 'javascript:alert(1)' }, 'link'],
	[{ organisation: 'x'.repeat(121) }, 'organisation'],
	[{ slug: 'another' }, 'slug'],
])('%j is refused and changes nothing', async (body, word) => {
	const wanted = { method: 'PATCH', body };
	const problem = await expectRefusal(server, 'invalid-input', PATH, wanted);
	expect(JSON.stringify(problem)).toContain(word);
});

test('only an operator corrects a model, and only one that exists', async () => {
	const method = 'PATCH';
	await expectRefusal(server, 'unauthenticated', PATH, { method, body: { link: null }, key: null });
	await expectRefusal(server, 'not-found', '/v1/models/nobody', { method, body: { link: null } });
	const { key } = await server.client.createKey({
		organisation: 'operators',
		label: 'submits',
		scopes: ['submit'],
	});
	await expectRefusal(server, 'forbidden', PATH, { method, body: { link: null }, key });
});

test('the command line corrects one field, removes another and leaves the third', async () => {
	const run = (...args: string[]) =>
		runCli(['models', 'change', 'one', ...args, '--server', server.address, '--key', server.key]);
	await server.client.changeModel('one', { licence: 'MIT', link: 'https://a.example/' });
	const changed = await run('--organisation', 'Other Lab', '--link', 'none', '--json');
	expect(changed.stderr).toBe('');
	const expected = { organisation: 'Other Lab', licence: 'MIT', link: null };
	expect(JSON.parse(changed.stdout)).toMatchObject(expected);
	expect((await run('--licence', 'Apache-2.0')).stdout).toContain('Apache-2.0');
	const nothing = await run();
	expect([nothing.code, nothing.stderr]).toEqual([2, expect.stringContaining('Name the change')]);
});
