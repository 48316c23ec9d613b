import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, type Registry } from 'prom-client';
import { VERSION } from '@codejoust/contract/version';

/** How often the loop is looked at, in milliseconds; a look that comes in time is no delay. */
const RESOLUTION_MS = 20;
const MICROSECOND = 1e-6;

export type ProcessGauges = {
	/** Reads the process anew, before a scrape. The delays are those since the last call. */
	readonly read: () => void;
	readonly close: () => void;
};

/** What this process is and uses: build, memory, CPU, and how late its event loop is. */
export function createProcessGauges(
	registry: Registry,
	{ roles }: { readonly roles: ReadonlySet<string> },
): ProcessGauges {
	const registers = [registry];
	const build = new Gauge({
		name: 'codejoust_build_info',
		help: 'Always 1; the labels say what runs: version of Codejoust, of Node.js, roles of the process.',
		labelNames: ['version', 'node', 'roles'],
		registers,
	});
	build.set(
		{ version: VERSION, node: process.versions.node, roles: [...roles].sort().join('+') },
		1,
	);
	const started = new Gauge({
		name: 'process_start_time_seconds',
		help: 'When the process started, in seconds since the epoch.',
		registers,
	});
	started.set(Math.round(Date.now() / 1000 - process.uptime()));
	const resident = new Gauge({
		name: 'process_resident_memory_bytes',
		help: 'Resident memory of the process.',
		registers,
	});
	const heap = new Gauge({
		name: 'codejoust_heap_used_bytes',
		help: 'Used part of the JavaScript heap of the main thread.',
		registers,
	});
	const cpu = new Counter({
		name: 'process_cpu_seconds_total',
		help: 'CPU time of the process, user and system.',
		registers,
	});
	const delay = new Gauge({
		name: 'codejoust_event_loop_delay_seconds',
		help: 'How late the event loop was since the last scrape, by quantile; 1 is the longest delay.',
		labelNames: ['quantile'],
		registers,
	});
	const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
	delays.enable();
	let usedMicros = 0;
	return {
		read: () => {
			const memory = process.memoryUsage();
			resident.set(memory.rss);
			heap.set(memory.heapUsed);
			const { user, system } = process.cpuUsage();
			cpu.inc((user + system - usedMicros) * MICROSECOND);
			usedMicros = user + system;
			for (const [quantile, nanoseconds] of [
				['0.5', delays.percentile(50)],
				['0.99', delays.percentile(99)],
				['1', delays.max],
			] as const)
				delay.set({ quantile }, asDelay(nanoseconds));
			delays.reset();
		},
		close: () => void delays.disable(),
	};
}

/** Seconds beyond the time between two looks. */
function asDelay(nanoseconds: number): number {
	return Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS) / 1000;
}
