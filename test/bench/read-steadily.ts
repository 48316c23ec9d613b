import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export type SteadyReading = {
	/** Asked in turns. */
	readonly addresses: readonly string[];
	readonly perSecond: number;
	readonly seconds: number;
	/** Sent as If-None-Match. */
	readonly etag?: string | undefined;
};

export type Latencies = {
	readonly answered: number;
	/** Milliseconds from a request to the end of its answer. */
	readonly p50: number;
	readonly p99: number;
};

const READER = fileURLToPath(new URL('steady-reader.ts', import.meta.url));

/** Reads addresses at a steady rate from a process of its own, whose work is not the server's. */
export async function readSteadily(reading: SteadyReading): Promise<Latencies> {
	const { stdout } = await promisify(execFile)(process.execPath, [READER, JSON.stringify(reading)]);
	return JSON.parse(stdout);
}
