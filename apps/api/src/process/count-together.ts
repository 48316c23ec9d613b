import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from '@codejoust/db/connect';
import { takeRequests } from '@codejoust/db/queries/keys/request-counts';
import type { Logger } from 'pino';
import type { TakeTogether } from '../request-limits.ts';

/** A request waits no longer for the counts of others. */
const MOST_MS = 250;
/** After a database that did not answer, nobody asks it for counts. */
const REST_MS = 1_000;
const HASH_BYTES = 16;

/**
 * Counts the requests of callers with the other processes of the database; undefined where this is the only one. While the database
 * does not answer, each process counts alone: limits then hold for each process.
 */
export function countTogether({
	connection: { db, isSole },
	secret,
	log,
}: {
	readonly connection: Pick<Connection, 'db' | 'isSole'>;
	/** The same in all processes. Addresses are few enough to be guessed from a hash without one. */
	readonly secret: string;
	readonly log: Logger;
}): TakeTogether | undefined {
	if (isSole) return undefined;
	let restUntil = 0;
	const rest = (error: unknown) => {
		if (performance.now() >= restUntil)
			log.warn({ err: error }, 'requests are counted by this process alone for now');
		restUntil = performance.now() + REST_MS;
		return undefined;
	};
	return async ({ caller, minute, taken }) => {
		if (performance.now() < restUntil) return undefined;
		const hash = createHmac('sha256', secret).update(caller).digest().subarray(0, HASH_BYTES);
		const stop = new AbortController();
		const tooLate = pause(MOST_MS, undefined, { signal: stop.signal }).then(
			() => rest(new Error(`the database took longer than ${MOST_MS} ms`)),
			() => undefined,
		);
		const total = takeRequests(db, { caller: hash, minute, taken }).catch(rest);
		return Promise.race([total, tooLate]).finally(() => stop.abort());
	};
}
