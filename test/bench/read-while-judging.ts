/**
 * What reading the API costs while a run judges at 64 in flight: `node test/bench/read-while-judging.ts`. On a real
 * Postgres, once with everything in one process and once with an API beside a worker; 200 requests a second to a board, a
 * run, a submission, a page of questions and a page of battles in turns. Prints the table of docs/performance.md.
 */
import { loadavg } from 'node:os';
import { loadWorkload } from '../support/arena-workload.ts';
import { untilRun } from '../support/codejoust-process.ts';
import { openLab } from '../support/engine-lab.ts';
import { LATENCY_MS } from './judging-throughput.ts';
import { readSteadily } from './read-steadily.ts';

const SECONDS = 6;
const workload = loadWorkload();
const [warm, judged] = workload.submissions;
const lab = await openLab();

try {
	console.log(`Load ${loadavg()[0]?.toFixed(1)}; a judge that takes ${LATENCY_MS} ms.\n`);
	console.log('| processes | while | p50, ms | p99, ms |');
	console.log('|---|---|---|---|');
	await measure('all in one', {});
	await measure('API beside a worker', { CODEJOUST_ROLE: 'api' });
} finally {
	await lab.close();
}

async function measure(name: string, role: Readonly<Record<string, string>>): Promise<void> {
	if (!warm || !judged) throw new Error('the workload has two submissions');
	const stub = await lab.stub(['--latency-ms', String(LATENCY_MS)]);
	const place = await lab.place('postgres');
	const env = { CODEJOUST_JUDGE_CONCURRENCY: '64' };
	const server = await lab.server(place, stub, { ...env, ...role });
	const servers = [server];
	if (role['CODEJOUST_ROLE'] !== undefined)
		servers.push(await lab.server(place, stub, { ...env, CODEJOUST_ROLE: 'worker' }));
	await server.client.createBenchmark(workload.benchmark);
	const first = await server.client.createSubmission(warm);
	await untilRun(server, first.id);
	const addresses = [
		`/v1/leaderboards/${first.benchmark}`,
		`/v1/runs/${first.runs[0]?.id ?? ''}`,
		`/v1/submissions/${first.id}`,
		`/v1/benchmarks/${first.benchmark}/questions?limit=20`,
		`/v1/battles?submission=${first.id}&limit=20`,
	].map((path) => `${server.address}${path}`);
	const reading = { addresses, perSecond: 200, seconds: SECONDS };
	await readSteadily({ ...reading, seconds: 1 });
	show([name, 'idle'], await readSteadily(reading));
	const second = await server.client.createSubmission(judged);
	const latencies = await readSteadily(reading);
	const { progress } = await untilRun(server, second.id, { isReached: () => true });
	if (progress.open === 0) throw new Error('the run ended before the reading did');
	show([name, 'judging'], latencies);
	for (const each of servers) await each.stop();
	await stub.stop();
}

function show(cells: readonly string[], { p50, p99 }: Awaited<ReturnType<typeof readSteadily>>) {
	console.log(`| ${[...cells, p50.toFixed(1), p99.toFixed(1)].join(' | ')} |`);
}
