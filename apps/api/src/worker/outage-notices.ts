import type { Database } from '@codejoust/db/connect';
import { insertOutageNotice } from '@codejoust/db/queries/endpoints/outage-notices';
import type { WorkerRow } from '@codejoust/db/queries/runs/workers';

/** A shorter one ends by itself before anybody could do something. */
const TOLD_AFTER_MS = 60_000;

/**
 * Tells operators of an outage that lasts a minute, and of its end; of several workers that see the same, one tells. `look`
 * takes what the workers of an endpoint say, and asks the database only where that has changed.
 */
export function createOutageNotices({
	db,
	now,
}: {
	readonly db: Database;
	readonly now: () => Date;
}): {
	readonly look: (
		endpoint: string,
		workers: readonly Pick<WorkerRow, 'outageSince' | 'outageReason'>[],
	) => Promise<void>;
} {
	const seen = new Map<string, 'outage' | 'outage-over'>();
	return {
		look: async (endpoint, workers) => {
			const down = workers.find(({ outageSince }) => outageSince !== null);
			const since = down?.outageSince ?? null;
			const isLong = since !== null && now().getTime() - since.getTime() >= TOLD_AFTER_MS;
			if (since !== null && !isLong) return;
			const kind = isLong ? 'outage' : 'outage-over';
			if (seen.get(endpoint) === kind) return;
			const message =
				since === null
					? `No worker sees an outage of the endpoint ${endpoint} any more.`
					: `The endpoint ${endpoint} has failed since ${since.toISOString()} (${down?.outageReason ?? 'no reason given'}); it is tried again automatically.`;
			await insertOutageNotice(db, { kind, endpoint, message });
			seen.set(endpoint, kind);
		},
	};
}
