/**
 * What the page of a large board weighs and costs: `node test/bench/board-page.ts`, after `npm run build`. A board of 150
 * models × 397 questions × 40 subcategories on the embedded database, read by a real Chromium slowed down to a quarter at
 * 10 Mbit/s, and by autocannon as fast as it goes. Prints the table of docs/performance.md.
 */
import { execFile } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { median } from '../../packages/arena/src/maths/median.ts';
import { launchBrowser } from '../support/browser-launch.ts';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { readLargestPaint, readLayoutShift } from '../support/page-vitals.ts';
import { fillBoard, publishFilled } from './fill-board.ts';
import { largeBenchmark } from './large-benchmark.ts';

const FILLING = { benchmark: 'large', models: 150, questions: 397 };
const OPENINGS = 7;
const SECONDS = 5;
const CONNECTIONS = 20;
const AUTOCANNON = fileURLToPath(
	new URL('../../node_modules/autocannon/autocannon.js', import.meta.url),
);
/** 10 Mbit/s both ways, and the way there and back of a good line. */
const LINE = { downloadThroughput: 1.25e6, uploadThroughput: 1.25e6, latency: 40, offline: false };

type Line = { readonly what: string; readonly measured: string; readonly target: string };

const server = await startCodejoust({ isWithPages: true });
const browser = await launchBrowser();
try {
	await server.client.createBenchmark(largeBenchmark(FILLING.benchmark, FILLING.questions));
	await fillBoard(server.db, FILLING);
	await publishFilled(server.db, FILLING);
	const lines = [
		...(await weigh(browser, server)),
		...(await watch(browser, server)),
		...(await load(server)),
	];
	console.log(`Load of the machine: ${loadavg()[0]?.toFixed(1)}\n`);
	console.log('| what | measured | target |\n| --- | --- | --- |');
	for (const { what, measured, target } of lines)
		console.log(`| ${what} | ${measured} | ${target} |`);
} finally {
	await browser.close();
	await server.stop();
}

/** Bytes of pages and of the scripts that come with them, gzipped. */
async function weigh(opened: Browser, { address }: CodejoustServer): Promise<readonly Line[]> {
	const lines: Line[] = [];
	for (const path of ['/b/large', '/b/large/categories']) {
		const response = await fetch(address + path, { headers: { 'accept-encoding': 'gzip' } });
		const bytes = Number(response.headers.get('content-length'));
		lines.push({ what: `${path}: HTML, gzipped`, measured: kib(bytes), target: '≤ 35 KiB' });
	}
	const before = await weighScripts(opened, `${address}/b/large`);
	const chart = await weighScripts(opened, `${address}/b/large/chart`);
	return [
		...lines,
		{ what: '/b/large: JavaScript, gzipped', measured: kib(before), target: '≤ 40 KiB' },
		{ what: '/b/large/chart: JavaScript, gzipped', measured: kib(chart), target: '≤ 90 KiB' },
	];
}

async function weighScripts(opened: Browser, url: string): Promise<number> {
	const page = await opened.newPage();
	const bodies: Promise<Buffer>[] = [];
	page.on('response', (response) => {
		if (response.request().resourceType() === 'script') bodies.push(response.body());
	});
	await page.goto(url, { waitUntil: 'networkidle' });
	const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
	await page.close();
	return sizes.reduce((sum, size) => sum + size, 0);
}

/** What a reader with a slow machine sees, each time with an empty cache. */
async function watch(opened: Browser, { address }: CodejoustServer): Promise<readonly Line[]> {
	const paints: number[] = [];
	const shifts: number[] = [];
	for (let opening = 0; opening < OPENINGS; opening++) {
		const context = await opened.newContext({ viewport: { width: 1440, height: 900 } });
		const page = await context.newPage();
		await slowDown(page);
		await page.goto(`${address}/b/large`);
		paints.push(await readLargestPaint(page));
		shifts.push(await readLayoutShift(page));
		await context.close();
	}
	return [
		{
			what: `largest paint, 4× slower CPU, 10 Mbit/s, median of ${OPENINGS}`,
			measured: `${median(paints)?.toFixed(0)} ms`,
			target: '< 1000 ms',
		},
		{
			what: `layout shift, largest of ${OPENINGS}`,
			measured: Math.max(...shifts).toFixed(4),
			target: '0',
		},
	];
}

async function slowDown(page: Page): Promise<void> {
	const session = await page.context().newCDPSession(page);
	await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
	await session.send('Network.enable');
	await session.send('Network.emulateNetworkConditions', LINE);
}

/** Whole pages a second, and unchanged ones, for what one core of this process gives. */
async function load(server: CodejoustServer): Promise<readonly Line[]> {
	const url = `${server.address}/b/large`;
	const first = await fetch(url);
	const etag = first.headers.get('etag') ?? '';
	await first.text();
	const whole = await shoot(url, ['accept-encoding: gzip']);
	const known = await shoot(url, [`if-none-match: ${etag}`]);
	const what = (kind: string) => `${kind}, pages/s for one core of ours`;
	return [
		{ what: what('whole pages, gzipped'), measured: whole, target: '≥ 500' },
		{ what: what('304 for an ETag'), measured: known, target: '≥ 500' },
	];
}

async function shoot(url: string, headers: readonly string[]): Promise<string> {
	const flags = ['-c', String(CONNECTIONS), '-d', String(SECONDS), '-j'];
	const before = process.cpuUsage();
	const { stdout } = await promisify(execFile)(
		process.execPath,
		[AUTOCANNON, ...flags, ...headers.flatMap((header) => ['-H', header]), url],
		{ maxBuffer: 1e8 },
	);
	const { user, system } = process.cpuUsage(before);
	const result: Shots = JSON.parse(stdout);
	const answered = result['2xx'] + result['3xx'];
	if (answered === 0 || result.non2xx > result['3xx']) throw new Error(`not answered: ${stdout}`);
	const perCore = answered / ((user + system) / 1e6);
	return `${perCore.toFixed(0)} (${(answered / SECONDS).toFixed(0)} in all, median ${result.latency.p50} ms)`;
}

/** As autocannon prints it. */
type Shots = {
	readonly '2xx': number;
	readonly '3xx': number;
	readonly non2xx: number;
	readonly latency: { readonly p50: number };
};

function kib(bytes: number): string {
	return `${(bytes / 1024).toFixed(1)} KiB`;
}
