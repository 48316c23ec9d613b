import type { AskResult } from './ask-result.ts';
import type { Clock } from './clock.ts';
import { onAbort } from './on-abort.ts';

/**
 * Holds calls back while an endpoint is down, and closes by itself. One caller at a time, the longest waiting, probes.
 * Waiting is not failing: a game that waits loses no try.
 */
export type CircuitBreaker = {
	/** Resolves at once while closed; else when the circuit has closed, or when this caller is the next probe. */
	enter(signal: AbortSignal): Promise<Entry>;
	/** What came of a call of `gameId`, which `enter` let through. */
	report(gameId: string, result: AskResult): void;
	/** An entry that leads to no result: the call was aborted, or never made. */
	abandon(entry: Entry): void;
	isOpen(): boolean;
};

export type Entry = 'closed' | 'probe';

export type BreakerOptions = {
	readonly clock: Clock;
	/** Failures in a row that open it. Default 8. */
	readonly failures?: number;
	/** Different games among them: one poisoned prompt is no outage. Default 3. */
	readonly games?: number;
};

const FIRST_PROBE_MS = 1_000;
const LAST_PROBE_MS = 30_000;
/** The wait for a probe is this share of the outage so far. */
const PROBE_SHARE = 0.15;

const OUTAGE: ReadonlySet<string> = new Set(['server', 'timeout', 'network']);

export function createCircuitBreaker(options: BreakerOptions): CircuitBreaker {
	const { clock, failures = 8, games = 3 } = options;
	const waiting: ((entry: Entry) => void)[] = [];
	let failed: string[] = [];
	let openedAtMs: number | undefined;
	let isProbing = false;
	let cancelTimer: (() => void) | undefined;

	function close(): void {
		openedAtMs = undefined;
		failed = [];
		isProbing = false;
		cancelTimer?.();
		cancelTimer = undefined;
		for (const go of waiting.splice(0)) go('closed');
	}

	function scheduleProbe(): void {
		if (openedAtMs === undefined || cancelTimer !== undefined) return;
		const outageMs = clock.now() - openedAtMs;
		const delayMs = Math.min(LAST_PROBE_MS, Math.max(FIRST_PROBE_MS, outageMs * PROBE_SHARE));
		cancelTimer = clock.setTimer(delayMs, () => {
			cancelTimer = undefined;
			const probe = waiting.shift();
			isProbing = probe !== undefined;
			probe?.('probe');
		});
	}

	function endProbe(): void {
		if (!isProbing) return;
		isProbing = false;
		scheduleProbe();
	}

	function enter(signal: AbortSignal): Promise<Entry> {
		if (signal.aborted) return Promise.reject(signal.reason);
		if (openedAtMs === undefined) return Promise.resolve('closed');
		if (!isProbing && cancelTimer === undefined) {
			isProbing = true;
			return Promise.resolve('probe');
		}
		return new Promise((resolve, reject) => {
			const forget = onAbort(signal, () => {
				waiting.splice(waiting.indexOf(go), 1);
				reject(signal.reason);
			});
			const go = (entry: Entry) => {
				forget();
				resolve(entry);
			};
			waiting.push(go);
		});
	}

	function report(gameId: string, result: AskResult): void {
		if (result.kind === 'reply' || !OUTAGE.has(result.errorClass)) {
			close();
			return;
		}
		if (openedAtMs !== undefined) {
			endProbe();
			return;
		}
		failed.push(gameId);
		if (failed.length < failures || new Set(failed).size < games) return;
		openedAtMs = clock.now();
		scheduleProbe();
	}

	function abandon(entry: Entry): void {
		if (entry === 'probe') endProbe();
	}

	return { enter, report, abandon, isOpen: () => openedAtMs !== undefined };
}
