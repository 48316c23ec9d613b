/**
 * The judging engine against its targets, as Markdown: `node test/bench/judging.ts [--quick]`. Servers, judge and Postgres
 * are processes of their own; every ratio stands beside a bare HTTP client's of the same minutes. --quick leaves out
 * everything but 64 and 256 in flight.
 */
import { cpus, loadavg } from 'node:os';
import { meetFaults, meetOutage, meetRateLimit } from '../chaos/judge-trouble.ts';
import { killWorker } from '../chaos/kills.ts';
import { loadWorkload } from '../support/arena-workload.ts';
import { openLab } from '../support/engine-lab.ts';
import { measureBareClient, measureServer, type Throughput } from './judging-throughput.ts';

const isQuick = process.argv.includes('--quick');
const workload = loadWorkload();
const lab = await openLab();

const LOADS = [
	{ inFlight: 64, submissions: 1, replicates: 1, targets: [0.97, 0.96] },
	{ inFlight: 256, submissions: 2, replicates: 2, targets: [0.93, 0.85] },
	{ inFlight: 512, submissions: 2, replicates: 4, targets: [0.85, undefined] },
] as const;

try {
	console.log(`${workload.source}, 500 questions; a judge that takes 500 ms.`);
	console.log(`${cpus().length} × ${cpus()[0]?.model}, node ${process.version}, load ${load()}.\n`);
	await printThroughput();
	if (!isQuick) await printTrouble();
} finally {
	await lab.close();
}

async function printThroughput(): Promise<void> {
	console.log(
		'| client | in flight | games | ratio to ideal | target | CPU, ms a game | peak, MiB |',
	);
	console.log('|---|---|---|---|---|---|---|');
	for (const { targets, ...each } of LOADS.slice(0, isQuick ? 2 : 3)) {
		const games = 1000 * each.submissions * each.replicates;
		const [onPostgres, onEmbedded] = targets;
		printRow(await measureBareClient(lab, workload, { inFlight: each.inFlight, games }));
		printRow(await measureServer(lab, workload, { ...each, on: 'postgres' }), onPostgres);
		if (onEmbedded !== undefined)
			printRow(await measureServer(lab, workload, { ...each, on: 'embedded' }), onEmbedded);
	}
	const shared = { inFlight: 64, submissions: 2, replicates: 1 };
	printRow(await measureServer(lab, workload, { ...shared, on: 'postgres', workers: 2 }));
	console.log(`\nLoad at the end: ${load()}.`);
}

function printRow(row: Throughput, target?: number): void {
	const cells = [
		row.client,
		row.inFlight,
		row.askedTwice === 0 ? row.games : `${row.games} (${row.askedTwice} asked twice)`,
		row.ratio.toFixed(3),
		target === undefined ? '' : `≥ ${target}`,
		row.cpuMsPerGame?.toFixed(2) ?? '',
		row.peakRssMiB?.toFixed(0) ?? '',
	];
	console.log(`| ${cells.join(' | ')} |`);
}

async function printTrouble(): Promise<void> {
	const all = { lab, questions: 500 };
	console.log(
		'\n| 1000 games, 64 in flight | seconds | lost | silent | unscored | paid twice | more |',
	);
	console.log('|---|---|---|---|---|---|---|');
	const show = (name: string, row: Awaited<ReturnType<typeof meetFaults>>, more = '') => {
		const { seconds, lost, silent, unscored, paidTwice } = row;
		const cells = [name, seconds.toFixed(1), lost, silent, unscored, paidTwice, more];
		console.log(`| ${cells.join(' | ')} |`);
	};
	show('5 % 429, 2 % 500, 1 % hang, 3 % malformed', await meetFaults(all));
	show('30 s of 503', await meetOutage({ ...all, outageMs: 30_000 }));
	for (const isKnown of [true, false]) {
		const row = await meetRateLimit({ ...all, rpm: 1800, isKnown });
		const shares = `${percent(row.usedShare)} of the rate, ${percent(row.refusedShare)} refused`;
		show(`1800 a minute, ${isKnown ? 'configured' : 'found out'}`, row, shares);
	}
	const killed = await killWorker({ ...all, kills: 20, aliveMs: 400 });
	const board = killed.isSameBoard ? 'same board' : 'ANOTHER board';
	show('kill -9 again and again', killed, `${killed.kills} kills, ${board}`);
}

function percent(share: number): string {
	return `${(100 * share).toFixed(1)} %`;
}

function load(): string {
	return loadavg()[0]?.toFixed(1) ?? '?';
}
