import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VERSION, VERSION_HEADER } from '@codejoust/contract/version';
import { type PackedClient, packClient } from '../../apps/cli/packing/pack-client.ts';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { findOldNode } from '../support/old-node.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const MIB = 1024 * 1024;
const oldNode = await findOldNode();
const run = promisify(execFile);

let folder: string;
let packed: PackedClient;
/** The program of the installed package. */
let program: string;
let server: CodejoustServer;
let answers: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'codejoust-package-'));
	packed = await packClient(join(folder, 'build'));
	program = await install(join(folder, 'build', packed.file));
	const clientBuild = pathToFileURL(join(folder, 'build/'));
	server = await startCodejoust({ clientBuild });
	await server.client.createBenchmark(smallBenchmark('small'));
	answers = join(folder, 'answers.jsonl');
	const rows = smallSubmission('small', 'contender').responses.map((row) => JSON.stringify(row));
	await writeFile(answers, rows.join('\n'));
});
afterAll(async () => {
	await server.stop();
	await rm(folder, { recursive: true });
});

test('the package has at most 5 MiB, nothing to install besides, and the licences of what is in it', async () => {
	expect(packed.bytes).toBeLessThan(5 * MIB);
	expect(packed.file).toBe(`codejoust-${VERSION}.tgz`);
	const home = join(program, '..');
	const names = (await readdir(home)).sort();
	for (const name of ['CHANGELOG.md', 'LICENSE', 'README.md', 'THIRD-PARTY-LICENSES'])
		expect(names).toContain(name);
	const manifest: unknown = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
	expect(manifest).toMatchObject({
		name: 'codejoust',
		version: VERSION,
		engines: { node: '>=20' },
	});
	expect(manifest).not.toHaveProperty('dependencies');
	const licences = await readFile(join(home, 'THIRD-PARTY-LICENSES'), 'utf8');
	for (const name of ['commander', 'zod', '@hono/zod-openapi', 'core-js', 'yaml'])
		expect(licences).toMatch(new RegExp(`^${name} [\\d.]+ \\([\\w.-]+\\)\\n\\n.*licen`, 'ims'));
});

test('the server offers the package with its true size and SHA-256', async () => {
	const { version, client } = await server.client.version();
	expect(version).toBe(VERSION);
	const { bytes, unpacked_bytes, sha256 } = packed;
	const path = '/cli/codejoust.tgz';
	expect(client).toEqual({ path, version: VERSION, bytes, unpacked_bytes, sha256 });
	const answer = await fetch(new URL(path, server.address));
	expect(answer.headers.get('content-disposition')).toContain(packed.file);
	expect(answer.headers.get(VERSION_HEADER)).toBe(VERSION);
	const body = Buffer.from(await answer.arrayBuffer());
	expect(createHash('sha256').update(body).digest('hex')).toBe(sha256);
});

test('a server that was started without the package says so', async () => {
	const other = await startCodejoust();
	try {
		expect((await other.client.version()).client).toBeNull();
		const answer = await fetch(new URL('/cli/codejoust.tgz', other.address));
		expect(answer.status).toBe(404);
		expect(await answer.text()).toContain('npm run build');
	} finally {
		await other.stop();
	}
});

test('installed, it checks, submits, watches and reads, under Node 20 where there is one', async () => {
	const node = oldNode ?? process.execPath;
	const slug = 'contender';
	const call = (...args: string[]) => runClient(node, args);
	expect(await call('--version')).toMatchObject({ code: 0, stdout: `${VERSION}\n` });
	const check = await call('check', answers, '--benchmark', 'small');
	expect(check).toMatchObject({ code: 0, stderr: '' });
	const model = ['--benchmark', 'small', '--model', slug, '--name', slug, '--watch'];
	const submit = await call('submit', answers, ...model);
	expect(submit.code, submit.stderr).toBe(0);
	const board = await call('board', 'small', '--json');
	expect(board).toMatchObject({ code: 0, stderr: '' });
	expect(JSON.parse(board.stdout)).toMatchObject({ benchmark: { slug: 'small' } });
	expect((await call('check', answers, '--benchmark', 'nothing')).code).toBe(2);
});

test.skipIf(oldNode === undefined)(
	'every part of the package loads under Node 20 (skipped where this machine has none on its path)',
	async () => {
		const chunks = join(program, '..', 'chunks');
		const files = (await readdir(chunks)).map((name) => pathToFileURL(join(chunks, name)).href);
		const script = `await Promise.all(${JSON.stringify(files)}.map((file) => import(file)))`;
		const args = ['--input-type=module', '-e', script];
		expect((await run(oldNode ?? '', args)).stderr).toBe('');
	},
);

test('it says in one sentence, also after a refusal, that a server is of another release', async () => {
	const [major = '', minor = ''] = VERSION.split('.');
	const said = `${major}.${Number(minor) + 1}.0`;
	const other = createServer((_request, response) => {
		response.writeHead(404, { [VERSION_HEADER]: said }).end('not here');
	});
	await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
	const origin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
	const { code, stderr } = await runClient(process.execPath, ['benchmarks', '--server', origin]);
	other.close();
	expect(code).toBe(2);
	expect(stderr.match(/is Codejoust/g)).toHaveLength(1);
	expect(stderr).toContain(
		`The server at ${origin} is Codejoust ${said} and this client is ${VERSION}: for a client of the server's version, run "npm install --global ${origin}/cli/codejoust.tgz".`,
	);
});

/** By npm, without a network, into an empty folder. */
async function install(file: string): Promise<string> {
	const home = await mkdtemp(join(folder, 'installed-'));
	const args = ['install', '--offline', '--no-audit', '--no-fund', '--no-save', file];
	await run('npm', args, { cwd: home, env: { ...process.env, HOME: home } });
	expect(home.startsWith(REPOSITORY)).toBe(false);
	const found = await readdir(join(home, 'node_modules'));
	expect(found.filter((name) => !name.startsWith('.'))).toEqual(['codejoust']);
	return join(home, 'node_modules/codejoust/codejoust.js');
}

type Result = { readonly code: number; readonly stdout: string; readonly stderr: string };

function runClient(node: string, args: readonly string[]): Promise<Result> {
	const env = { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key, HOME: folder };
	return new Promise((resolve) => {
		execFile(node, [program, ...args], { env }, (error, stdout, stderr) => {
			resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
		});
	});
}
