import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { toolFile } from './shared-data.ts';

export const KINDS_JUDGE = toolFile('kinds-judge.mjs');

/** What the double says of a call: its value, and whether the reply was odd. */
export type LedgerRow = {
	readonly prompt_sha256: string;
	readonly value: number | string | null;
	readonly mass?: number;
	readonly model: string;
	readonly form?: number | string;
	readonly odd: boolean;
	readonly max_tokens: number | null;
};

export type KindsJudge = {
	/** For an OpenAI client. */
	readonly baseUrl: string;
	/** Every call so far. */
	readLedger(): Promise<readonly LedgerRow[]>;
	stop(): Promise<void>;
};

/** Starts the shared double of a kind of judge in a process of its own. */
export async function startKindsJudge(
	kind: 'token' | 'rubric' | 'criterion',
	...options: readonly string[]
): Promise<KindsJudge> {
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-kinds-'));
	const log = join(folder, 'calls.jsonl');
	const child = spawn(
		process.execPath,
		[KINDS_JUDGE, '--port', '0', '--kind', kind, '--log', log, ...options],
		{ stdio: ['ignore', 'pipe', 'inherit'] },
	);
	const killOnExit = () => child.kill('SIGKILL');
	process.once('exit', killOnExit);
	const [line] = await once(createInterface(child.stdout), 'line');
	const { port } = JSON.parse(String(line)) as { readonly port: number };
	return {
		baseUrl: `http://127.0.0.1:${port}/v1`,
		readLedger: async () =>
			(await readFile(log, 'utf8').catch(() => ''))
				.split('\n')
				.flatMap((row) => (row === '' ? [] : [JSON.parse(row) as LedgerRow])),
		stop: async () => {
			child.kill('SIGTERM');
			await once(child, 'exit');
			process.removeListener('exit', killOnExit);
			await rm(folder, { recursive: true });
		},
	};
}
