import { fileURLToPath } from 'node:url';
import { type Client, createClient, type Run } from '@codejoust/contract/client';
import { OPERATOR_KEY, until } from './codejoust-server.ts';
import { type LineProcess, startLineProcess } from './line-process.ts';
import { type ProcessUsage, readUsage } from './process-usage.ts';
import { COMPILE_CACHE } from './run-cli.ts';
import { send } from './small-benchmark.ts';

export type CodejoustProcess = {
	readonly client: Client;
	readonly address: string;
	readonly key: string;
	readonly pid: number;
	/** What it printed and logged. */
	readonly lines: readonly string[];
	usage(): ProcessUsage;
	/** `pause`, `resume`, `cancel` or `retry`. */
	control(runId: string, action: string): Promise<void>;
	/** kill -9. */
	kill(): Promise<void>;
	/** SIGTERM; resolves with the milliseconds that it took. Throws when the process did not end cleanly. */
	stop(): Promise<number>;
};

export type ProcessOptions = {
	readonly judgeBaseUrl: string;
	/** A real Postgres database, or a folder for the embedded one. */
	readonly data: { readonly databaseUrl: string } | { readonly directory: string };
	readonly env?: Readonly<Record<string, string>>;
};

/** CODEJOUST_TEST_MAIN is that of another version, to measure both with the same script. */
const MAIN =
	process.env['CODEJOUST_TEST_MAIN'] ??
	fileURLToPath(new URL('../../apps/api/src/main.ts', import.meta.url));

/** The server as an operator starts it: a process of its own, configured by its environment alone. */
export async function startCodejoustProcess(options: ProcessOptions): Promise<CodejoustProcess> {
	const server = spawnCodejoust(options);
	const ready = await server.untilLine(/^Codejoust is ready at /);
	const address = ready.slice(ready.lastIndexOf(' ') + 1);
	return {
		client: createClient({ baseUrl: address, key: OPERATOR_KEY }),
		address,
		key: OPERATOR_KEY,
		pid: server.pid,
		lines: server.lines,
		usage: () => readUsage(server.pid),
		control: async (runId, action) => {
			const path = `/v1/runs/${runId}/${action}`;
			const { status, text } = await send({ address, key: OPERATOR_KEY }, path, { method: 'POST' });
			if (status !== 200) throw new Error(`${action} was refused: ${text}`);
		},
		kill: async () => void (await server.end('SIGKILL')),
		stop: async () => {
			const startedAt = performance.now();
			const code = await server.end('SIGTERM');
			if (code !== 0) throw new Error(`the server ended with ${code}:\n${server.lines.join('\n')}`);
			return performance.now() - startedAt;
		},
	};
}

/** The process as it begins, ready or not. */
export function spawnCodejoust(options: ProcessOptions): LineProcess {
	return startLineProcess(process.execPath, [MAIN], environment(options));
}

function environment({ judgeBaseUrl, data, env }: ProcessOptions) {
	return {
		PATH: process.env['PATH'],
		HOME: process.env['HOME'],
		NODE_OPTIONS: process.env['NODE_OPTIONS'],
		NODE_COMPILE_CACHE: COMPILE_CACHE,
		PORT: '0',
		CODEJOUST_ROLE: 'api,worker',
		CODEJOUST_OPERATOR_KEY: OPERATOR_KEY,
		CODEJOUST_FENCE_SECRET: 'the same fences in every test',
		CODEJOUST_REQUESTS_PER_MINUTE: '0',
		CODEJOUST_KEY_REQUESTS_PER_MINUTE: '0',
		CODEJOUST_PAGES_PER_MINUTE: '0',
		CODEJOUST_COSTLY_READS_PER_MINUTE: '0',
		CODEJOUST_COSTLY_READS_AT_ONCE: '0',
		CODEJOUST_COSTLY_READ_SECONDS: '0',
		CODEJOUST_STREAMS_PER_VISITOR: '0',
		CODEJOUST_SAMPLE_BOARDS: 'one',
		CODEJOUST_JUDGE_BASE_URL: judgeBaseUrl,
		CODEJOUST_JUDGE_MODEL: 'test-judge',
		OPENAI_API_KEY: 'sk-test',
		...('databaseUrl' in data
			? { DATABASE_URL: data.databaseUrl }
			: { CODEJOUST_DATA_DIR: data.directory }),
		...env,
	};
}

/** The submission's newest run once `isReached` holds of it; by default, once it is done. */
export async function untilRun(
	{ client }: Pick<CodejoustProcess, 'client'>,
	submissionId: string,
	options: { readonly isReached?: (run: Run) => boolean; readonly deadlineMs?: number } = {},
): Promise<Run> {
	const { isReached = ({ state }) => state === 'done', deadlineMs } = options;
	const newest = async () => (await client.submission(submissionId)).runs[0];
	const run = await until(newest, (found) => found !== undefined && isReached(found), deadlineMs);
	if (!run) throw new Error('the submission has no run');
	return run;
}

/** Waits until nothing is being judged, the sample included. */
export async function untilIdle({ client }: Pick<CodejoustProcess, 'client'>): Promise<void> {
	await until(
		() => client.runs({ state: 'unfinished' }),
		({ items }) => items.length === 0,
	);
}
