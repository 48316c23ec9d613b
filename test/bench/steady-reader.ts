/**
 * The process of read-steadily.ts: prints what the reading that it is given took. A request leaves on time whether or not
 * those before it have been answered. Those of its first half second are not counted: it opens its connections and compiles
 * itself then.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { Latencies, SteadyReading } from './read-steadily.ts';

const reading: SteadyReading = JSON.parse(process.argv[2] ?? '');
const { addresses, perSecond, seconds, etag } = reading;
const dispatcher = new Agent({ connections: 20 });
const headers = etag === undefined ? {} : { 'if-none-match': etag };
const took: number[] = [];
const UNCOUNTED_SECONDS = 0.5;

async function read(address: string, isCounted: boolean): Promise<void> {
	const startedAt = performance.now();
	const { statusCode, body } = await request(address, { dispatcher, headers });
	await body.dump({ limit: Infinity });
	if (statusCode !== 200 && statusCode !== 304) throw new Error(`${address}: ${statusCode}`);
	if (isCounted) took.push(performance.now() - startedAt);
}

const pending: Promise<void>[] = [];
const beginning = performance.now();
const uncounted = UNCOUNTED_SECONDS * perSecond;
for (let sent = 0; sent < uncounted + perSecond * seconds; sent++) {
	const wait = beginning + (sent * 1000) / perSecond - performance.now();
	if (wait > 0) await pause(wait);
	pending.push(read(addresses[sent % addresses.length] ?? '', sent >= uncounted));
}
await Promise.all(pending);
await dispatcher.close();
const sorted = took.toSorted((a, b) => a - b);
const quantile = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
const latencies: Latencies = { answered: pending.length, p50: quantile(0.5), p99: quantile(0.99) };
console.log(JSON.stringify(latencies));
