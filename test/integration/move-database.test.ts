import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect } from '@codejoust/db/connect';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCodejoust } from '../support/codejoust-server.ts';
import { startJudgeServer } from '../support/judge-server.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { listReleases, openFixture, type OpenFixture } from '../upgrade/open-fixture.ts';
import { comparable, readAgain } from '../upgrade/recorded-reads.ts';
import { hashJudgments } from '../upgrade/stored-rows.ts';

const TOOL = fileURLToPath(new URL('../../tools/database.mjs', import.meta.url));
const RELEASE = listReleases()[0] ?? '';

let postgres: PostgresServer;
let folder: string;
const fixtures: OpenFixture[] = [];
beforeAll(async () => {
	postgres = await startPostgres();
	folder = await mkdtemp(join(tmpdir(), 'codejoust-move-'));
});
afterAll(async () => {
	for (const fixture of fixtures) fixture.close();
	await rm(folder, { recursive: true });
	await postgres.stop();
});

const open = async (kind: 'postgres' | 'embedded') => {
	const fixture = await openFixture(RELEASE, kind, postgres);
	fixtures.push(fixture);
	return fixture;
};

/** Runs the command; `killAt` ends it with SIGKILL once it has named that many tables. */
async function move(from: string, to: string, killAt = Infinity, command = 'move') {
	const child = spawn(process.execPath, [TOOL, command, from, to], {
		env: { PATH: process.env['PATH'] },
	});
	let [stdout, stderr] = ['', ''];
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		stdout += text;
		if (stdout.split('\n').length > killAt) child.kill('SIGKILL');
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
	await once(child, 'close');
	return { code: child.exitCode, stdout, stderr };
}

/** What a moved installation answers is what the release has recorded. */
async function expectWhole(
	place: { readonly databaseUrl: string } | { readonly dataDirectory: string },
	{ expected }: OpenFixture,
) {
	const config = {
		roles: new Set(['api'] as const),
		operatorKey: undefined,
		fenceSecret: undefined,
	};
	const server = await startCodejoust({ ...place, config });
	try {
		const { judgments } = expected.rows;
		expect(await hashJudgments(server.db, judgments.columns)).toBe(judgments.sha256);
		for (const read of expected.reads)
			expect(await readAgain(server.address, read), read.path).toMatchObject(comparable(read));
	} finally {
		await server.stop();
	}
}

test('from the embedded database of a release to Postgres, killed on its way, and back into a new directory', async () => {
	const source = await open('embedded');
	const target = await postgres.createDatabase({ isEmpty: true });
	expect((await move(source.place, target, 12)).code).toBeNull();
	await expect(startCodejoust({ databaseUrl: target })).rejects.toThrow(
		'An installation is being moved into this database',
	);
	const other = await open('postgres');
	const wrong = await move(other.place, target);
	expect([wrong.code, wrong.stderr]).toEqual([
		1,
		expect.stringContaining('The move of another installation into the target has begun'),
	]);
	const moved = await move(source.place, target);
	expect([moved.code, moved.stderr]).toEqual([0, '']);
	expect(moved.stdout).toMatch(/tables with [1-9]\d* rows \(\d+ copied now\), each compared/);
	await expectWhole({ databaseUrl: target }, source);

	const again = await move(source.place, target);
	expect([again.code, again.stderr]).toEqual([
		1,
		expect.stringMatching(/The target is not empty: its table \w+ has \d+ rows?\./),
	]);
	const used = connect({ url: target, embedded: false });
	await used.sql`insert into snapshot_parts (hash, body) values (sha256('a part'), '\\x0b00ff0a')`;
	const [stored] = await used.sql<{ hash: string; body: string }[]>`
		select encode(hash, 'hex') as hash, body from texts where body <> '' order by hash limit 1`;
	await used.close();
	const printed = await move(target, stored?.hash ?? '', Infinity, 'text');
	expect(printed).toEqual({ code: 0, stdout: `${stored?.body}\n`, stderr: '' });
	const unknown = await move(target, 'ab'.repeat(32), Infinity, 'text');
	expect([unknown.code, unknown.stderr]).toEqual([1, `There is no text ${'ab'.repeat(32)}.\n`]);
	const directory = join(folder, 'back');
	const back = await move(target, directory);
	expect([back.code, back.stderr]).toEqual([0, '']);
	expect(back.stdout).toMatch(/snapshot_parts/);
	await expectWhole({ dataDirectory: directory }, source);
});

test('from Postgres to Postgres, not while a server uses it, and not out of nothing', async () => {
	const source = await open('postgres');
	const target = await postgres.createDatabase({ isEmpty: true });
	const user = connect({
		url: source.place,
		embedded: false,
		applicationName: 'codejoust api+worker',
	});
	await user.sql`select 1`;
	const used = await move(source.place, target);
	await user.close();
	expect([used.code, used.stderr]).toEqual([
		1,
		expect.stringContaining('A process of Codejoust uses the source (codejoust api+worker)'),
	]);
	expect((await move(source.place, target)).code).toBe(0);
	await expectWhole({ databaseUrl: target }, source);

	const nowhere = await move(join(folder, 'nothing'), target);
	expect([nowhere.code, nowhere.stderr]).toEqual([
		1,
		expect.stringContaining('There is no data directory'),
	]);
	expect((await move('a', '')).code).toBe(1);
});

test('a running embedded server is copied while it judges, and the copy continues to the same board', async () => {
	const judge = await startJudgeServer({ latencyMs: 20 });
	const [directory, copy] = [join(folder, 'live'), join(folder, 'copy')];
	const start = (dataDirectory: string) =>
		startCodejoust({ dataDirectory, judgeBaseUrl: judge.baseUrl, config: { judgeConcurrency: 2 } });
	const live = await start(directory);
	await live.client.createBenchmark(smallBenchmark('copied', 60));
	const { id } = await live.client.createSubmission(smallSubmission('copied', 'a-model', 60));
	await live.untilJudged(id, { isReached: ({ runs: [run] }) => (run?.progress.scored ?? 0) > 4 });
	const { code, stdout, stderr } = await move(directory, copy, Infinity, 'backup');
	expect([code, stderr]).toEqual([0, '']);
	expect(stdout).toMatch(/Copied .* tables with [1-9]\d* rows \(\d+ copied now\), each compared/);
	const { snapshot } = await live.untilOnBoard('copied', [id]);
	await live.stop();

	const asked = judge.requests.length;
	const restored = await start(copy);
	expect((await restored.untilOnBoard('copied', [id])).snapshot?.id).toBe(snapshot?.id);
	await restored.stop();
	// What was not stored when the copy was made is asked again, and nothing else.
	expect(judge.requests.length - asked).toBeLessThan(116);
	await judge.close();
});

test('a copy of a server with another schema is refused', async () => {
	const target = await postgres.createDatabase({ isEmpty: true });
	const source = await postgres.createDatabase({ isEmpty: true });
	const { code, stderr } = await move(source, target, Infinity, 'backup');
	expect([code, stderr]).toEqual([
		1,
		expect.stringContaining('The source has the schema of another version of Codejoust'),
	]);
});
