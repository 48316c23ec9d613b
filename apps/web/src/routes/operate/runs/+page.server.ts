import { signIn } from '../../../lib/operate/form-actions.ts';
import { readOperatorPage } from '../../../lib/operate/operator-page.ts';
import {
	arrangeRuns,
	askForRuns,
	countWaits,
	listShares,
	readRunQuery,
} from '../../../lib/operate/runs/arrange-runs.ts';
import { actOnRuns, askToAct, resumeCause } from '../../../lib/operate/runs/bulk-actions.ts';
import type { Actions, PageServerLoad } from './$types';

const MOST = 200;

export const load: PageServerLoad = (event) =>
	readOperatorPage(event, 'Runs', async (client) => {
		const { searchParams } = event.url;
		const query = readRunQuery(searchParams);
		const cursor = searchParams.get('cursor') ?? undefined;
		const page = { limit: MOST, ...(cursor === undefined ? {} : { cursor }) };
		const [{ items, next_cursor: next }, open] = await Promise.all([
			client.runs({ ...page, ...askForRuns(query) }),
			client.runs({ limit: MOST, state: 'unfinished' }),
		]);
		return {
			now: new Date(),
			query,
			runs: arrangeRuns(items, query.sort),
			waits: countWaits(open.items),
			shares: listShares(open.items),
			cursor,
			areAllMarked: searchParams.get('mark') === 'all',
			next,
		};
	});

export const actions: Actions = {
	signIn,
	pause: (event) => actOnRuns(event, 'pause'),
	resume: (event) => actOnRuns(event, 'resume'),
	retry: (event) => actOnRuns(event, 'retry'),
	askToRetry: (event) => askToAct(event, 'retry'),
	askToCancel: (event) => askToAct(event, 'cancel'),
	cancel: (event) => actOnRuns(event, 'cancel'),
	resumeCause,
};
