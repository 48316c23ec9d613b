import { setTimeout as pause } from 'node:timers/promises';
import type { Client, FirstHour, FirstHourRun } from '@codejoust/contract/client';
import { isPassing } from './follow-run.ts';

const POLL_MS = 1000;

/**
 * Looks at a first hour until it has ended and resolves with its report. Undefined when aborted: the server goes on. A server
 * that is away for longer than the patience ends the looking with its error.
 */
export async function followFirstHour(
	client: Pick<Client, 'firstHour'>,
	begun: FirstHourRun,
	{
		onReport,
		signal,
		patienceMs,
	}: {
		readonly onReport: (report: FirstHour) => void;
		readonly signal: AbortSignal;
		readonly patienceMs: number;
	},
): Promise<FirstHour | undefined> {
	let hour = begun;
	let heardAt = performance.now();
	while (hour.state !== 'ended') {
		onReport(hour.report);
		await pause(POLL_MS, undefined, { signal }).catch(() => undefined);
		if (signal.aborted) return undefined;
		try {
			hour = await client.firstHour(begun.id);
			heardAt = performance.now();
		} catch (error) {
			if (!isPassing(error) || performance.now() - heardAt > patienceMs) throw error;
		}
	}
	return hour.report;
}
