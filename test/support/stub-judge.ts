import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Verdict } from '@codejoust/arena/rules/verdict';
import { toolFile } from './shared-data.ts';

export const STUB_JUDGE = toolFile('stub-judge.mjs');

/** A request as the stub judge wrote it down. */
export type LedgerLine = {
	/** Its place in the order of arrival, from 1. */
	readonly i: number;
	/** Names the prompt; with `attempt` it makes the reply's x-request-id. */
	readonly key: string;
	readonly attempt: number;
	/** Names everything up to the first user message: a follow-up turn is the same game. */
	readonly game: string;
	/** Messages of the request. */
	readonly turn: number;
	readonly kind: string;
	readonly status: number;
	readonly verdict?: Verdict;
	/** How the reply was malformed. */
	readonly mal?: string;
	readonly messages: readonly { readonly role: string; readonly content: string }[];
};

export type StubJudge = {
	readonly baseUrl: string;
	/** Ends the judge and returns all that it was asked, in the order of arrival. */
	stop(): Promise<readonly LedgerLine[]>;
};

/** Starts the shared stub judge in a process of its own. */
export async function startStubJudge(flags: readonly string[]): Promise<StubJudge> {
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-stub-'));
	const ledger = join(folder, 'ledger.jsonl');
	const fixed = ['--port', '0', '--latency-ms', '0', '--log', ledger, '--log-messages'];
	const child = spawn(process.execPath, [STUB_JUDGE, ...fixed, ...flags], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const killOnExit = () => child.kill('SIGKILL');
	process.once('exit', killOnExit);
	const { base } = await readReadyLine(child);
	return {
		baseUrl: base,
		stop: async () => {
			child.kill('SIGTERM');
			await once(child, 'exit');
			process.removeListener('exit', killOnExit);
			const lines = (await readFile(ledger, 'utf8')).split('\n').filter((line) => line !== '');
			await rm(folder, { recursive: true });
			return lines.map((line): LedgerLine => JSON.parse(line)).sort((a, b) => a.i - b.i);
		},
	};
}

async function readReadyLine(child: ChildProcess): Promise<{ readonly base: string }> {
	if (child.stdout === null) throw new Error('the stub judge has no output');
	const lines = createInterface(child.stdout);
	const line = await new Promise<string>((ready, fail) => {
		lines.once('line', ready);
		child.once('error', fail);
		child.once('exit', (code) => fail(new Error(`the stub judge ended with ${code}`)));
	});
	return JSON.parse(line);
}
