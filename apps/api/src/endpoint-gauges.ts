import { Gauge, type Registry } from 'prom-client';
import type { Endpoint } from '@codejoust/contract/schemas/endpoint';

/** Of each endpoint: whether it fails, who asks there, and what is used of its limits, at all workers together. */
export function createEndpointGauges(registry: Registry): {
	readonly set: (endpoints: readonly Endpoint[]) => void;
} {
	const gauge = (name: string, help: string) =>
		new Gauge({ name, help, labelNames: ['endpoint'], registers: [registry] });
	const outage = gauge(
		'codejoust_endpoint_outage',
		'1 while a worker sees an outage of the endpoint, else 0.',
	);
	const workers = gauge('codejoust_endpoint_workers', 'Workers that have the endpoint.');
	const differs = gauge(
		'codejoust_endpoint_settings_differ',
		'1 while workers have different settings under the name of the endpoint, else 0.',
	);
	const openRuns = gauge(
		'codejoust_endpoint_open_runs',
		'Runs that are asked there and are neither held nor done.',
	);
	const games = gauge('codejoust_endpoint_games', 'Games that wait or are in flight at workers.');
	const inFlight = gauge('codejoust_endpoint_in_flight', 'Calls in flight.');
	const cap = gauge('codejoust_endpoint_in_flight_limit', 'Calls that may be in flight.');
	const sent = gauge(
		'codejoust_endpoint_sent_per_minute',
		'Calls a minute, over the last 5 to 10 seconds.',
	);
	const allowed = gauge(
		'codejoust_endpoint_allowed_per_minute',
		'Calls that may be sent in a minute, as set, announced or learnt; absent while no limit is known.',
	);
	const all = [outage, workers, differs, openRuns, games, inFlight, cap, sent, allowed];
	return {
		set: (endpoints) => {
			for (const one of all) one.reset();
			for (const { name: endpoint, use, ...known } of endpoints) {
				const labels = { endpoint };
				outage.set(labels, known.workers.some((worker) => worker.outage !== null) ? 1 : 0);
				workers.set(labels, known.workers.length);
				differs.set(labels, known.settings_differ ? 1 : 0);
				openRuns.set(labels, known.open_runs);
				games.set(labels, use.games);
				inFlight.set(labels, use.in_flight);
				cap.set(labels, known.limits.concurrency);
				sent.set(labels, use.sent_per_minute);
				if (use.allowed_per_minute !== null) allowed.set(labels, use.allowed_per_minute);
			}
		},
	};
}
