import { setTimeout as pause } from 'node:timers/promises';
import { ProblemError, type Run } from '@codejoust/contract/client';
import type { Connection } from './connect.ts';
import { UnreachableError } from './reach.ts';
import { openRunStream } from './run-stream.ts';

export type FollowOptions = {
	readonly onRun: (run: Run) => void;
	readonly signal: AbortSignal;
	/** How long the server may be away before that ends the watching. */
	readonly patienceMs: number;
	/** Between two looks where no events come. */
	readonly pollMs?: number;
	/** How long a stream of events may take to begin before the run is asked for instead. */
	readonly openMs?: number;
};

/** Looks at the run before a stream that did not begin is tried again. */
const LOOKS_BETWEEN_STREAMS = 30;

/**
 * Follows a run until it stands still (done, cancelled, paused or failed) and resolves with it. Events are taken up
 * again by Last-Event-ID when the connection breaks; where none come the run is asked for. Undefined when aborted.
 */
export async function followRun(
	{ client, key }: Pick<Connection, 'client' | 'key'>,
	id: string,
	{ onRun, signal, patienceMs, pollMs = 1000, openMs = 3000 }: FollowOptions,
): Promise<Run | undefined> {
	const source = { url: client.runEventsUrl(id), key, signal, openMs };
	let lastEventId: string | undefined;
	let heardAt = performance.now();
	let looksLeft = 0;
	const take = (run: Run) => {
		heardAt = performance.now();
		onRun(run);
		return isStill(run);
	};
	while (!signal.aborted) {
		try {
			const run = await client.run(id);
			if (take(run)) return run;
			const stream = looksLeft > 0 ? undefined : await openRunStream(source, lastEventId);
			looksLeft = stream ? 0 : looksLeft > 0 ? looksLeft - 1 : LOOKS_BETWEEN_STREAMS;
			for await (const event of stream ?? []) {
				lastEventId = event.id;
				if (take(event.run)) return event.run;
			}
		} catch (error) {
			if (!isPassing(error) || performance.now() - heardAt > patienceMs) throw error;
		}
		await pause(pollMs, undefined, { signal }).catch(() => undefined);
	}
	return undefined;
}

function isStill({ state }: Run): boolean {
	return state !== 'queued' && state !== 'judging';
}

/** A server that restarts, and a proxy before one that does, come back. */
export function isPassing(error: unknown): boolean {
	return (
		error instanceof UnreachableError ||
		(error instanceof ProblemError && error.problem.status >= 500)
	);
}
