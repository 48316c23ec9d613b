import type { Logger } from 'pino';
import type { Database } from '@codejoust/db/connect';
import {
	countBusyWorkers,
	removeWorker,
	reportWorker,
	sweepWorkers,
} from '@codejoust/db/queries/workers';
import type { Endpoint } from './endpoint.ts';

const EVERY_MS = 1_000;

/**
 * Says every second that this worker lives, what it has to do at each endpoint and whether it sees an outage there;
 * and takes its share of the endpoint's limits, which all workers with games there divide among them.
 */
export function giveVitalSigns(options: {
	readonly db: Database;
	readonly workerId: string;
	readonly endpoints: readonly Endpoint[];
	readonly log: Logger;
	readonly now: () => Date;
}): { readonly stop: () => Promise<void> } {
	const { db, workerId, log } = options;
	const startedAt = options.now();
	let beating: Promise<void> | undefined;

	const beat = async () => {
		for (const endpoint of options.endpoints) {
			const { games, outage } = endpoint.status();
			await reportWorker(db, {
				id: workerId,
				endpoint: endpoint.name,
				games,
				outageSince: outage?.since ?? null,
				outageReason: outage?.reason ?? null,
				startedAt,
			});
			const busy = await countBusyWorkers(db, endpoint.name);
			endpoint.limiter.setShare(1 / Math.max(1, busy));
		}
	};
	const timer = setInterval(() => {
		beating ??= beat()
			.catch((error: unknown) => log.warn({ err: error }, 'a sign of life was not stored'))
			.finally(() => (beating = undefined));
	}, EVERY_MS);
	beating = sweepWorkers(db)
		.catch((error: unknown) => log.warn({ err: error }, 'old signs of life were not swept'))
		.finally(() => (beating = undefined));

	return {
		stop: async () => {
			clearInterval(timer);
			await beating;
			await removeWorker(db, workerId).catch((error: unknown) =>
				log.warn({ err: error }, 'the worker could not sign off'),
			);
		},
	};
}
