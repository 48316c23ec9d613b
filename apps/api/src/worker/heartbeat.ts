import type { Logger } from 'pino';
import type { Database } from '@codejoust/db/connect';
import {
	listWorkers,
	removeWorker,
	reportWorker,
	sweepWorkers,
	type WorkerRow,
} from '@codejoust/db/queries/runs/workers';
import { insertEndpointNotice } from '@codejoust/db/queries/rejudgings/notices';
import { noteEndpoints } from '@codejoust/db/queries/endpoints/endpoints';
import { routeOf } from '@codejoust/judge/endpoint/fingerprint';
import type { Endpoint } from '@codejoust/judge/judge-endpoint';
import type { JudgeWatch } from './holds/judge-watch.ts';
import { createOutageNotices } from './outage-notices.ts';
import type { Standby } from './standby.ts';

const EVERY_MS = 1_000;

/**
 * Says every second that this worker lives, what it has to do at each endpoint and whether it sees an outage there; takes its
 * share of the endpoints' limits, which all workers with games there divide among them; and stands by at an endpoint that
 * an older worker has under the same name with another address, key or form of requests.
 */
export function startHeartbeat(options: {
	readonly db: Database;
	readonly workerId: string;
	readonly endpoints: readonly Endpoint[];
	readonly standby: Standby;
	/** Holds that other processes have made or lifted are learnt with every sign of life. */
	readonly watch: Pick<JudgeWatch, 'refresh'>;
	readonly log: Logger;
	readonly now: () => Date;
}): { readonly stop: () => Promise<void> } {
	const { db, workerId, endpoints, standby, watch, log } = options;
	const startedAt = options.now();
	const differing = new Set<string>();
	const outages = createOutageNotices(options);
	let beating: Promise<void> | undefined;

	const beat = async () => {
		await reportWorker(db, endpoints.map(describe));
		const workers = await listWorkers(db);
		for (const { name, fingerprint, limiter } of endpoints) {
			const here = workers.filter(({ endpoint }) => endpoint === name);
			const busy = here.filter(({ games }) => games > 0).length;
			limiter.setShare(1 / Math.max(1, busy));
			const own = { id: workerId, startedAt, fingerprint };
			const isElsewhere = standsBy(own, here);
			if (isElsewhere && !standby.has(name))
				log.warn(
					{ endpoint: name },
					'an older worker has other settings for this endpoint: its games are left to that worker',
				);
			standby.set(name, isElsewhere);
			const others = here.some((one) => one.fingerprint !== '' && one.fingerprint !== fingerprint);
			if (others && !differing.has(name)) await tellDifference(db, name);
			if (others) differing.add(name);
			else differing.delete(name);
			await outages.look(name, here);
		}
		// After it is known where this worker stands by: there it lifts no hold.
		await watch.refresh();
	};
	const describe = (endpoint: Endpoint, position: number) => {
		const { games, outage, use } = endpoint.status();
		return {
			id: workerId,
			endpoint: endpoint.name,
			fingerprint: endpoint.fingerprint,
			facts: endpoint.facts,
			position,
			games,
			inFlight: use.inFlight,
			sentPerMinute: use.sentPerMinute,
			allowedPerMinute: use.allowedPerMinute ?? null,
			isStandingBy: standby.has(endpoint.name),
			outageSince: outage?.since ?? null,
			outageReason: outage?.reason ?? null,
			startedAt,
		};
	};
	const begin = async () => {
		await sweepWorkers(db);
		await noteEndpoints(
			db,
			endpoints.map(({ name, facts, fingerprint }) => ({ name, facts, fingerprint })),
		);
	};
	// The first beat before the first chunk: a worker of other settings must not take one.
	const started = begin()
		.then(beat)
		.catch((error: unknown) => log.warn({ err: error }, 'the first heartbeat was not stored'))
		.finally(() => standby.open());
	beating = started.finally(() => (beating = undefined));
	const timer = setInterval(() => {
		beating ??= beat()
			.catch((error: unknown) => log.warn({ err: error }, 'a heartbeat was not stored'))
			.finally(() => (beating = undefined));
	}, EVERY_MS);

	return {
		stop: async () => {
			clearInterval(timer);
			await beating;
			await removeWorker(db, workerId).catch((error: unknown) =>
				log.warn({ err: error }, 'the worker could not delete its heartbeat'),
			);
		},
	};
}

async function tellDifference(db: Database, endpoint: string): Promise<void> {
	await insertEndpointNotice(db, {
		kind: 'endpoint-settings',
		endpoint,
		message: `Workers have different settings for the endpoint ${endpoint}.`,
	});
}

/** Of workers that ask in different ways under one name, the one that started first goes on, and those that ask like it. */
export function standsBy(
	own: Pick<WorkerRow, 'id' | 'startedAt' | 'fingerprint'>,
	workers: readonly Pick<WorkerRow, 'id' | 'startedAt' | 'fingerprint'>[],
): boolean {
	const oldest = workers
		// A worker of an earlier version has none, and takes no chunks of an endpoint.
		.filter(({ fingerprint }) => fingerprint !== '')
		.reduce((first, one) => (isBefore(one, first) ? one : first), own);
	return routeOf(oldest.fingerprint) !== routeOf(own.fingerprint);
}

function isBefore(a: Pick<WorkerRow, 'id' | 'startedAt'>, b: Pick<WorkerRow, 'id' | 'startedAt'>) {
	const [first, second] = [a.startedAt.getTime(), b.startedAt.getTime()];
	return first < second || (first === second && a.id < b.id);
}
