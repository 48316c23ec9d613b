import { signIn } from '../../../lib/operate/form-actions.ts';
import { readOperatorPage } from '../../../lib/operate/operator-page.ts';
import { arrangeRuns, countWaits, readRunQuery } from '../../../lib/operate/runs/arrange-runs.ts';
import { actOnRuns, askToCancel, resumeCause } from '../../../lib/operate/runs/bulk-actions.ts';
import type { Actions, PageServerLoad } from './$types';

const MOST = 200;

export const load: PageServerLoad = (event) =>
	readOperatorPage(event, 'Runs', async (client) => {
		const { searchParams } = event.url;
		const query = readRunQuery(searchParams);
		const cursor = searchParams.get('cursor') ?? undefined;
		const isEnded = ['done', 'cancelled', 'any'].includes(query.filter);
		const { items, next_cursor: next } = await client.runs({
			limit: MOST,
			...(isEnded ? {} : { state: 'unfinished' }),
			...(cursor === undefined ? {} : { cursor }),
		});
		return {
			now: new Date(),
			query,
			runs: arrangeRuns(items, query),
			waits: countWaits(items),
			next,
		};
	});

export const actions: Actions = {
	signIn,
	pause: (event) => actOnRuns(event, 'pause'),
	resume: (event) => actOnRuns(event, 'resume'),
	retry: (event) => actOnRuns(event, 'retry'),
	askToCancel,
	cancel: (event) => actOnRuns(event, 'cancel'),
	resumeCause,
};
