import { importBenchmark, recompute } from '../../../lib/operate/benchmarks/benchmark-actions.ts';
import { readOperatorPage } from '../../../lib/operate/operator-page.ts';
import {
	changeBenchmark,
	setReferences,
	setRunBudget,
	setServiceBudget,
} from '../../../lib/operate/service-actions.ts';
import { signIn } from '../../../lib/operate/form-actions.ts';
import type { Actions, PageServerLoad } from './$types';

const MOST_RUNS = 200;

export const load: PageServerLoad = (event) =>
	readOperatorPage(event, 'Benchmarks, budgets and health', async (client) => {
		const [budget, benchmarks, runs, { items: workers, queue }] = await Promise.all([
			client.serviceBudget(),
			client.benchmarks({ include: 'all' }),
			client.runs({ state: 'unfinished', limit: MOST_RUNS }),
			client.workers(),
		]);
		return {
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
	});

export const actions: Actions = {
	signIn,
	setServiceBudget,
	setRunBudget,
	changeBenchmark,
	setReferences,
	importBenchmark,
	recompute,
};
