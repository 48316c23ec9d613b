/**
 * Reads an address at a steady rate and prints what it took as JSON:
 * `node test/bench/steady-reader.ts URL RATE SECONDS [ETAG]`. A process of its own, so that its work is not the server's;
 * a request leaves on time whether or not those before it have been answered.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';

const [address = '', rate = '', seconds = '', etag] = process.argv.slice(2);
const { origin, pathname, search } = new URL(address);
const pool = new Pool(origin, { connections: 20 });
const headers = etag === undefined ? {} : { 'if-none-match': etag };
const took: number[] = [];

async function read(): Promise<void> {
	const startedAt = performance.now();
	const { statusCode, body } = await pool.request({
		path: `${pathname}${search}`,
		method: 'GET',
		headers,
	});
	await body.dump({ limit: Infinity });
	if (statusCode !== 200 && statusCode !== 304) throw new Error(`answered ${statusCode}`);
	took.push(performance.now() - startedAt);
}

const pending: Promise<void>[] = [];
const beginning = performance.now();
for (let sent = 0; sent < Number(rate) * Number(seconds); sent++) {
	const due = beginning + (sent * 1000) / Number(rate);
	if (due > performance.now()) await pause(due - performance.now());
	pending.push(read());
}
await Promise.all(pending);
await pool.close();
const sorted = took.toSorted((a, b) => a - b);
const quantile = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
console.log(JSON.stringify({ answered: sorted.length, p50: quantile(0.5), p99: quantile(0.99) }));
