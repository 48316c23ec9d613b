import { readFileSync } from 'node:fs';

/** What a process has used so far, as Linux counts it. */
export type ProcessUsage = {
	/** User and system time of all its threads, in steps of 10 ms. */
	readonly cpuMs: number;
	/** Its largest resident set so far. */
	readonly peakRssMiB: number;
};

const MS_PER_TICK = 10;

export function readUsage(pid: number): ProcessUsage {
	// The name in the second field may hold blanks; the rest is counted after it.
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const ticks = Number(fields[11]) + Number(fields[12]);
	const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
	return { cpuMs: ticks * MS_PER_TICK, peakRssMiB: Number(peak?.[1]) / 1024 };
}
