import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { toolFile } from './shared-data.ts';

export const ODD_JUDGE = toolFile('odd-judge.mjs');

export type OddJudge = {
	/** For an OpenAI client. */
	readonly baseUrl: string;
	/** Calls so far. */
	countCalls(): Promise<number>;
	stop(): Promise<void>;
};

/** Starts the shared judge with one oddity in a process of its own. */
export async function startOddJudge(mode: string): Promise<OddJudge> {
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-odd-'));
	const log = join(folder, 'calls.jsonl');
	const port = await findFreePort();
	const child = spawn(process.execPath, [ODD_JUDGE, String(port), mode, log], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const killOnExit = () => child.kill('SIGKILL');
	process.once('exit', killOnExit);
	await once(createInterface(child.stdout), 'line');
	return {
		baseUrl: `http://127.0.0.1:${port}/v1`,
		countCalls: async () => (await readFile(log, 'utf8').catch(() => '')).split('\n').length - 1,
		stop: async () => {
			child.kill('SIGTERM');
			await once(child, 'exit');
			process.removeListener('exit', killOnExit);
			await rm(folder, { recursive: true });
		},
	};
}

async function findFreePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') throw new Error('the server has no port');
	return address.port;
}
