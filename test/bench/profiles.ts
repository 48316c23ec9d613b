/**
 * Where the time of a run and of reads goes: `node test/bench/profiles.ts [--profile]`. A real Postgres that counts its
 * statements; 1,000 games at 64 in flight by a judge that takes 500 ms, then five reads, each alone, 100 a second. CPU is
 * that of our process and that of the database's sessions. With --profile the process is one under --cpu-prof, whose
 * longest functions are printed, and so are the costliest statements.
 */
import { loadavg } from 'node:os';
import { loadWorkload } from '../support/arena-workload.ts';
import { type CodejoustProcess, untilIdle } from '../support/codejoust-process.ts';
import { openLab } from '../support/engine-lab.ts';
import { openProfile, readLongest } from './cpu-profile.ts';
import { LATENCY_MS } from './judging-throughput.ts';
import { readSteadily } from './read-steadily.ts';
import {
	COUNTING,
	readSessionsCpuMs,
	readStatements,
	resetStatements,
} from './statement-figures.ts';

const SHOWN = 10;
const SECONDS = 4;
const RATE = 100;
const isProfiled = process.argv.includes('--profile');
const workload = loadWorkload();
const lab = await openLab(COUNTING);

try {
	console.log(`Load ${loadavg()[0]?.toFixed(1)}\n`);
	console.log('| what | times | our CPU, ms | database CPU, ms | statements | p50, ms | p99, ms |');
	console.log('| --- | --- | --- | --- | --- | --- | --- |');
	await measureAll();
} finally {
	await lab.close();
}

async function measureAll(): Promise<void> {
	const stub = await lab.stub(['--latency-ms', String(LATENCY_MS)]);
	const place = await lab.place('postgres');
	if (!('databaseUrl' in place)) throw new Error('not a Postgres');
	const { databaseUrl } = place;
	const env = { CODEJOUST_JUDGE_CONCURRENCY: '64' };
	const run = isProfiled ? openProfile() : undefined;
	const server = await lab.server(place, stub, { ...env, ...run?.env });
	await server.client.createBenchmark(workload.benchmark);
	const [body] = workload.submissions;
	if (!body) throw new Error('the workload has submissions');
	const measured = { server, databaseUrl };
	const { id, benchmark, runs } = await measure(measured, 'a game of 1,000', 1000, async () => {
		const submission = await server.client.createSubmission(body);
		await untilIdle(server);
		return submission;
	});
	await server.stop();
	if (run) showLongest(run.folder);
	const reading = isProfiled ? openProfile() : undefined;
	const reader = await lab.server(place, stub, { ...env, ...reading?.env });
	const paths = {
		board: `/v1/leaderboards/${benchmark}`,
		run: `/v1/runs/${runs[0]?.id ?? ''}`,
		submission: `/v1/submissions/${id}`,
		questions: `/v1/benchmarks/${benchmark}/questions?limit=20`,
		battles: `/v1/battles?submission=${id}&limit=20`,
		runs: '/v1/runs?limit=20',
	};
	for (const [name, path] of Object.entries(paths))
		await measureRead({ server: reader, databaseUrl }, name, path);
	await reader.stop();
	await stub.stop();
	if (reading) showLongest(reading.folder);
}

type Measured = { readonly server: CodejoustProcess; readonly databaseUrl: string };

async function measureRead(measured: Measured, name: string, path: string): Promise<void> {
	const reading = { addresses: [`${measured.server.address}${path}`], perSecond: RATE };
	await readSteadily({ ...reading, seconds: 2 });
	const read = () => readSteadily({ ...reading, seconds: SECONDS });
	await measure(measured, name, RATE * SECONDS, read);
}

/** Prints a row of figures for each of `times`. */
async function measure<Result extends object>(
	{ server, databaseUrl }: Measured,
	name: string,
	times: number,
	work: () => Promise<Result>,
): Promise<Result> {
	await resetStatements(databaseUrl);
	const before = [server.usage().cpuMs, await readSessionsCpuMs(databaseUrl)] as const;
	const result = await work();
	const statements = await readStatements(databaseUrl);
	const cpu = [
		server.usage().cpuMs - before[0],
		(await readSessionsCpuMs(databaseUrl)) - before[1],
		statements.reduce((sum, { calls }) => sum + calls, 0),
	].map((each) => (each / times).toFixed(2));
	const latencies = 'p50' in result && 'p99' in result ? [result.p50, result.p99] : [];
	const cells = [name, times, ...cpu, ...latencies.map((each) => Number(each).toFixed(1))];
	console.log(`| ${cells.join(' | ')} |`);
	if (isProfiled)
		for (const { query, calls, planMs, executionMs } of statements.slice(0, SHOWN))
			console.log(
				`  ${(planMs / times).toFixed(3)} + ${(executionMs / times).toFixed(3)} ms, ${(calls / times).toFixed(2)} ×: ${query.replace(/\s+/g, ' ').slice(0, 150)} … ${query.replace(/\s+/g, ' ').slice(-90)}`,
			);
	return result;
}

function showLongest(folder: string): void {
	for (const [name, ms] of readLongest(folder, 2 * SHOWN))
		console.log(`  ${ms.toFixed(0)} ms: ${name}`);
}
