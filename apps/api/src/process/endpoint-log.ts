import type { Logger } from 'pino';
import type { EndpointRow } from '@codejoust/db/queries/endpoints/endpoints';
import { canonicalJson } from '@codejoust/judge/identity/canonical-json';
import type { Endpoint } from '@codejoust/judge/judge-endpoint';

type Watched = Pick<Endpoint, 'name' | 'status'>;

/** Says in the log when an endpoint begins to fail and when it is back, looking as often as `look` is called. */
export function watchEndpoints(endpoints: readonly Watched[], log: Logger): () => void {
	const failing = new Map<string, Date>();
	return () => {
		for (const { name: endpoint, status } of endpoints) {
			const { outage } = status();
			const since = failing.get(endpoint);
			if (outage && !since) {
				failing.set(endpoint, outage.since);
				const { reason } = outage;
				log.warn({ endpoint, reason }, 'an endpoint has an outage: its games wait');
			}
			if (!outage && since) {
				failing.delete(endpoint);
				const seconds = Math.round((Date.now() - since.getTime()) / 1000);
				log.info({ endpoint, seconds }, 'an endpoint is back after an outage');
			}
		}
	};
}

/** Says in the log which endpoints are new or have other settings than when a worker last started with them. */
export function logChangedEndpoints(
	stored: readonly Pick<EndpointRow, 'name' | 'facts' | 'fingerprint'>[],
	endpoints: readonly Pick<Endpoint, 'name' | 'facts' | 'fingerprint'>[],
	log: Logger,
): void {
	for (const { name: endpoint, facts, fingerprint } of endpoints) {
		const before = stored.find((row) => row.name === endpoint);
		const { host } = facts;
		if (!before) log.info({ endpoint, host }, 'an endpoint is new');
		else if (before.fingerprint !== fingerprint)
			log.info(
				{ endpoint, host, changed: listChanges(before.facts, facts) },
				'the settings of an endpoint have changed',
			);
	}
}

/** Names of settings alone. What no operator may read, such as a key, has changed where no other has. */
function listChanges(before: object, after: object): readonly string[] {
	const old = new Map<string, unknown>(Object.entries(before));
	const changed = Object.entries(after)
		.filter(([name, value]) => canonicalJson(old.get(name) ?? null) !== canonicalJson(value))
		.map(([name]) => name);
	return changed.length > 0 ? changed : ['address, key, values of headers or fields, or retries'];
}
