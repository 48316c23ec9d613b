import { ProblemError } from '@codejoust/api/client';
import { error, redirect } from '@sveltejs/kit';
import {
	changeBenchmark,
	setRunBudget,
	setServiceBudget,
} from '../../../lib/operate/service-actions.ts';
import { dropKey, readKey, takeNote } from '../../../lib/operate/session.ts';
import { describeTrouble, openClient } from '../../../lib/server/api.ts';
import type { Actions, PageServerLoad } from './$types';

const MOST_RUNS = 200;

/** Who is not signed in is led to where that is done. */
export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
	const key = readKey(event);
	if (key === undefined) redirect(303, '/operate');
	const client = openClient(event, key);
	try {
		const [budget, benchmarks, runs, { items: workers, queue }] = await Promise.all([
			client.serviceBudget(),
			client.benchmarks({ include: 'all' }),
			client.runs({ state: 'unfinished', limit: MOST_RUNS }),
			client.workers(),
		]);
		return {
			title: 'Benchmarks, budgets and health',
			note: takeNote(event),
			budget,
			benchmarks: benchmarks.items,
			runs: runs.items.filter(({ state }) => state !== 'cancelled'),
			health: {
				workers: new Set(workers.map(({ id }) => id)).size,
				outages: workers.filter(({ outage }) => outage !== null).length,
				queue,
			},
			toRetire: event.url.searchParams.get('retire'),
		};
	} catch (cause) {
		if (cause instanceof ProblemError && [401, 403].includes(cause.problem.status)) {
			dropKey(event);
			redirect(303, '/operate');
		}
		const trouble = describeTrouble(cause);
		if (!trouble) throw cause;
		error(trouble.status, trouble.title, { detail: trouble.detail });
	}
};

export const actions: Actions = { setServiceBudget, setRunBudget, changeBenchmark };
