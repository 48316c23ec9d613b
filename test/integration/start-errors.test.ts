import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

type Ended = { readonly code: number | null; readonly output: string };
type Started = {
	readonly child: ChildProcess;
	readonly ended: Promise<Ended>;
	/** Resolves with the output so far once it holds the text. */
	readonly says: (text: string) => Promise<string>;
};

test('a taken port is one sentence and exit code 1, and writes nothing', async () => {
	const other = createServer();
	const port = await listen(other);
	cleanUps.push(async () => other.close());
	const { code, output } = await start({ PORT: String(port) }).ended;
	expect(code).toBe(1);
	expect(output).toBe(
		`Codejoust cannot start. Port ${port} on 127.0.0.1 is taken by another program: stop it, or choose another port with PORT=….\n`,
	);
});

test('a data directory that cannot be written is one sentence and exit code 1', async () => {
	const folder = await makeFolder();
	const file = join(folder, 'a-file');
	await writeFile(file, '');
	const directory = join(file, 'data');
	const { code, output } = await start({ CODEJOUST_DATA_DIR: directory }).ended;
	expect(code).toBe(1);
	expect(output).toMatch(/^Codejoust cannot start\. .+\n$/);
	expect(output).toContain(directory);
});

test('wrong configuration names every variable and its value, and no secret', async () => {
	const { code, output } = await start({
		PORT: 'many',
		CODEJOUST_ROLE: 'king',
		CODEJOUST_OPERATOR_KEY: 'secret-that-is-too-short',
	}).ended;
	expect(code).toBe(1);
	expect(output).toContain('PORT="many"');
	expect(output).toContain('CODEJOUST_ROLE="king"');
	expect(output).toContain('CODEJOUST_OPERATOR_KEY=(hidden)');
	expect(output).not.toContain('secret-that');
});

test('a Postgres server that does not answer is one sentence without its password', async () => {
	const closed = createServer();
	const port = await listen(closed);
	await new Promise((resolve) => closed.close(resolve));
	const DATABASE_URL = `postgres://someone:hush@127.0.0.1:${port}/arena`;
	const { code, output } = await start({ DATABASE_URL }).ended;
	expect(code).toBe(1);
	expect(output).toMatch(
		/^Codejoust cannot start\. The Postgres server of DATABASE_URL at [^\n]+\n$/,
	);
	expect(output).not.toContain('hush');
});

test('a second process on a data directory is one sentence; an interrupt ends the first and frees it', async () => {
	const directory = await makeFolder();
	const first = start({ CODEJOUST_DATA_DIR: directory });
	expect(await first.says('is ready at')).toContain('operator key   cj_');
	const second = await start({ CODEJOUST_DATA_DIR: directory }).ended;
	expect(second.code).toBe(1);
	expect(second.output).toMatch(/^Codejoust cannot start\. [^\n]+\n$/);
	expect(second.output).toContain(directory);
	first.child.kill('SIGINT');
	expect((await first.ended).code).toBe(0);
	const third = start({ CODEJOUST_DATA_DIR: directory });
	expect(await third.says('is ready at')).not.toContain('operator key');
	third.child.kill('SIGTERM');
	expect((await third.ended).code).toBe(0);
});

function start(variables: Readonly<Record<string, string>>): Started {
	const child = spawn(process.execPath, ['apps/api/src/main.ts'], {
		cwd: ROOT,
		env: { PATH: process.env.PATH, PORT: '0', CODEJOUST_ROLE: 'api,worker', ...variables },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	const listeners = new Set<() => void>();
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => {
			output += text;
			for (const listener of listeners) listener();
		});
	}
	const ended = new Promise<Ended>((resolve) =>
		child.once('close', (code) => resolve({ code, output })),
	);
	cleanUps.push(async () => {
		child.kill('SIGKILL');
		await ended;
	});
	const heard = (text: string) =>
		new Promise<string>((resolve) => {
			const listen = () => output.includes(text) && resolve(output);
			listeners.add(listen);
			listen();
		});
	return { child, ended, says: (text) => Promise.race([heard(text), refuse(ended, text)]) };
}

async function refuse(ended: Promise<Ended>, text: string): Promise<never> {
	const { code, output } = await ended;
	throw new Error(`ended with ${code} before it said "${text}": ${output}`);
}

async function makeFolder(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-start-'));
	cleanUps.push(() => rm(folder, { recursive: true, force: true }));
	return folder;
}

async function listen(server: Server): Promise<number> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return port;
}
