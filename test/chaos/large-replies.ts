import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type CodejoustProcess,
	startCodejoustProcess,
	untilRun,
} from '../support/codejoust-process.ts';
import { type Flood, startFloodingJudge } from '../support/flooding-judge.ts';
import { pollHealth } from '../support/health-poller.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { LOOP_WATCH, readBusiest } from '../support/watched-loop.ts';

export type FloodOutcome = {
	/** The largest resident set while the replies arrive, beyond what it was before. */
	readonly growthMiB: number;
	/** The longest wait for an answer of `/healthz` meanwhile, milliseconds. */
	readonly longestMs: number;
	/** The most CPU that the event loop took for other things while a request needs its turns, milliseconds. */
	readonly busyCpuMs: number;
	/** Requests that the judge got for the flooded games. */
	readonly requests: number;
	/** Reason and class of every flooded game. */
	readonly troubles: readonly string[];
};

/**
 * One model is judged with usual replies, then another with as many large ones, which all arrive together. `/healthz` is
 * asked every 20 ms meanwhile. The server is a process of its own.
 *
 * @param flood an even number of replies, at least 2
 */
export async function floodWithReplies(flood: Flood): Promise<FloodOutcome> {
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-flood-'));
	const watched = join(folder, 'loop.json');
	const postgres = await startPostgres();
	const judge = await startFloodingJudge();
	const server = await startCodejoustProcess({
		judgeBaseUrl: judge.baseUrl,
		data: { databaseUrl: await postgres.createDatabase() },
		env: {
			CODEJOUST_JUDGE_CONCURRENCY: String(Math.max(64, flood.replies)),
			NODE_OPTIONS: `--import ${LOOP_WATCH}`,
			LOOP_WATCH_FILE: watched,
		},
	});
	const poller = await pollHealth(server.address);
	try {
		await server.client.createBenchmark(smallBenchmark('flood', flood.replies / 2));
		await judgeModel(server, 'usual', flood);
		const usual = judge.requests();
		judge.flood(flood);
		await poller.report();
		process.kill(server.pid, 'SIGUSR2');
		const before = await startPeak(server.pid);
		const submission = await judgeModel(server, 'flooded', flood);
		const { longestMs } = await poller.report();
		return {
			growthMiB: server.usage().peakRssMiB - before,
			longestMs,
			busyCpuMs: await readBusiest(watched),
			requests: judge.requests() - usual,
			troubles: await readTroubles(server, submission),
		};
	} finally {
		await poller.stop();
		await server.stop();
		await judge.close();
		await postgres.stop();
		await rm(folder, { recursive: true });
	}
}

async function judgeModel(
	server: CodejoustProcess,
	model: string,
	{ replies }: Flood,
): Promise<string> {
	const { id } = await server.client.createSubmission(smallSubmission('flood', model, replies / 2));
	await untilRun(server, id, { deadlineMs: 300_000 });
	return id;
}

/** Lets Linux count the largest resident set from here; resolves with the present one, in MiB. */
async function startPeak(pid: number): Promise<number> {
	await writeFile(`/proc/${pid}/clear_refs`, '5');
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

async function readTroubles(
	{ client }: CodejoustProcess,
	submission: string,
): Promise<readonly string[]> {
	const { items } = await client.battles({ submission, limit: 100 });
	const battles = await Promise.all(items.map(({ id }) => client.battle(id)));
	return battles.flatMap(({ games }) =>
		games.map(({ judgments: [newest] }) => `${newest?.unscored_reason} ${newest?.error_class}`),
	);
}
