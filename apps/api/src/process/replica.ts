import { setTimeout as pause } from 'node:timers/promises';
import { connect, type Connection, type Database, type Pooler } from '@codejoust/db/connect';
import { readApplied, readWritten } from '@codejoust/db/replication';
import type { Logger } from 'pino';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { ReplicaState } from '../replica-state.ts';
import { openReplicaLag } from './replica-lag.ts';

export type Replica = {
	readonly db: Database;
	readonly state: () => ReplicaState;
	/** Resolves when it is not asked any more; at once where it is not asked now. */
	readonly untilAway: () => Promise<void>;
	/** It has not answered a reader. It is asked again when it has answered a look. */
	readonly noteAway: (error: unknown) => void;
	/** Counts where a reader's answer came from. */
	readonly count: (source: 'replica' | 'primary') => void;
	readonly close: () => Promise<void>;
};

const EVERY_MS = 1_000;
const MOST_MS = 1_000;

type Options = {
	readonly url: string;
	readonly pooler: Pooler | undefined;
	readonly mostLagSeconds: number;
	readonly primary: Pick<Connection, 'sql'>;
	readonly registry: Registry;
	readonly log: Logger;
};

/** A replica for readers, looked at every second: how far it is behind, and whether it answers within a second. */
export async function openReplica(options: Options): Promise<Replica> {
	const { url, pooler, mostLagSeconds, primary, log } = options;
	const connection = connect({ url, pooler, embedded: false, applicationName: 'codejoust reads' });
	const lag = openReplicaLag();
	const stopping = new AbortController();
	let state: ReplicaState = { state: 'down', lagSeconds: undefined };
	let away = Promise.withResolvers<undefined>();

	const change = (next: ReplicaState, error?: unknown) => {
		const before = state.state;
		state = next;
		if (before === next.state) return;
		if (next.state === 'up') away = Promise.withResolvers<undefined>();
		else away.resolve(undefined);
		const line = { ...next, ...(error === undefined ? {} : { err: error }) };
		if (next.state === 'up') log.info(line, 'the replica answers readers');
		else log.warn(line, 'readers are answered by the primary');
	};
	const look = async () => {
		const written = { written: await readWritten(primary), atMs: performance.now() };
		const applied = await within(readApplied(connection), MOST_MS);
		const lagSeconds = lag.note(written, applied);
		change({ state: lagSeconds > mostLagSeconds ? 'behind' : 'up', lagSeconds });
	};
	const noteAway = (error: unknown) => change({ state: 'down', lagSeconds: undefined }, error);
	const watch = async () => {
		while (!stopping.signal.aborted) {
			await look().catch(noteAway);
			await pause(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
		}
	};
	await look().catch(noteAway);
	const watching = watch();
	const reads = measure(options.registry, () => state);
	return {
		db: connection.db,
		state: () => state,
		untilAway: () => (state.state === 'up' ? away.promise : Promise.resolve(undefined)),
		noteAway,
		count: (source) => reads.inc({ source }),
		close: async () => {
			stopping.abort();
			away.resolve(undefined);
			await watching;
			await connection.close();
		},
	};
}

function measure(registry: Registry, state: () => ReplicaState): Counter<'source'> {
	const registers = [registry];
	new Gauge({
		name: 'codejoust_replica_up',
		help: '1 while readers are answered from the replica, 0 while it is down or too far behind.',
		registers,
		collect() {
			this.set(state().state === 'up' ? 1 : 0);
		},
	});
	new Gauge({
		name: 'codejoust_replica_lag_seconds',
		help: 'Age of the oldest write that the replica lacks; NaN while it does not answer.',
		registers,
		collect() {
			this.set(state().lagSeconds ?? NaN);
		},
	});
	return new Counter({
		name: 'codejoust_public_reads_total',
		help: 'Reads that the replica may answer, by source: replica, or primary where it did not.',
		labelNames: ['source'],
		registers,
	});
}

async function within<Value>(work: Promise<Value>, ms: number): Promise<Value> {
	const stop = new AbortController();
	const tooLate = pause(ms, undefined, { signal: stop.signal }).then(() => {
		throw new Error(`the replica took longer than ${ms} ms`);
	});
	// Ended when the work has ended; nobody waits for it then.
	tooLate.catch(() => undefined);
	return Promise.race([work, tooLate]).finally(() => stop.abort());
}
