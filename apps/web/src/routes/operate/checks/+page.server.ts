import { importSet, startCheck, takePart } from '../../../lib/operate/checks/check-actions.ts';
import { actOnRun, signIn } from '../../../lib/operate/form-actions.ts';
import { readOperatorPage } from '../../../lib/operate/operator-page.ts';
import { retryRun } from '../../../lib/operate/runs/repeat-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	readOperatorPage(event, 'Judge checks', async (client) => {
		const cursor = event.url.searchParams.get('cursor') ?? undefined;
		const [sets, judges, checks] = await Promise.all([
			client.checkSets(),
			client.judges(),
			client.judgeChecks({ limit: 20, ...(cursor === undefined ? {} : { cursor }) }),
		]);
		return {
			sets: sets.items,
			judges: judges.items.filter(({ retired_at: at }) => at === null).map(({ name }) => name),
			checks: checks.items,
			next: checks.next_cursor,
			toCancel: event.url.searchParams.get('cancel'),
		};
	});

export const actions: Actions = {
	signIn,
	importSet,
	takePart,
	startCheck,
	pause: (event) => actOnRun(event, 'pause', '/operate/checks'),
	resume: (event) => actOnRun(event, 'resume', '/operate/checks'),
	cancel: (event) => actOnRun(event, 'cancel', '/operate/checks'),
	retry: (event) => retryRun(event, '/operate/checks'),
};
