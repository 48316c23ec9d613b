import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLineProcess } from './line-process.ts';
import { toolFile } from './shared-data.ts';

export const KINDS_JUDGE = toolFile('kinds-judge.mjs');

/** A call that the shared judge answered, with what it said. */
export type LedgerRow = {
	readonly model: string;
	readonly prompt_sha256: string;
	readonly odd: boolean;
	readonly value: number | string | null;
	readonly form?: number | string;
};

export type KindsJudge = {
	/** For an OpenAI client. */
	readonly baseUrl: string;
	readLedger(): Promise<readonly LedgerRow[]>;
	stop(): Promise<void>;
};

/** Starts the shared judge of other ways of judging in a process of its own. */
export async function startKindsJudge(
	kind: 'rubric' | 'token' | 'criterion',
	oddRate = 0,
): Promise<KindsJudge> {
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-kinds-'));
	const log = join(folder, 'ledger.jsonl');
	const args = ['--kind', kind, '--odd-rate', String(oddRate), '--log', log];
	const child = startLineProcess(process.execPath, [KINDS_JUDGE, '--port', '0', ...args]);
	const { port }: { port: number } = JSON.parse(await child.untilLine(/"port"/));
	return {
		baseUrl: `http://127.0.0.1:${port}/v1`,
		readLedger: async () => {
			const text = await readFile(log, 'utf8').catch(() => '');
			return text
				.split('\n')
				.filter((line) => line !== '')
				.map((line): LedgerRow => JSON.parse(line));
		},
		stop: async () => {
			await child.end('SIGTERM');
			await rm(folder, { recursive: true });
		},
	};
}
