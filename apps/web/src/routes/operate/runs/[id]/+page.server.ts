import { actOnRun, signIn } from '../../../../lib/operate/form-actions.ts';
import { readOperatorPage } from '../../../../lib/operate/operator-page.ts';
import { retryRun } from '../../../../lib/operate/runs/repeat-actions.ts';
import { setBudgetOfRun } from '../../../../lib/operate/service-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	readOperatorPage(event, 'A run', async (client) => {
		const [run, throughput] = await Promise.all([
			client.run(event.params.id),
			client.runThroughput(event.params.id),
		]);
		return {
			now: new Date(),
			run,
			throughput,
			isToCancel: event.url.searchParams.get('cancel') === run.id,
		};
	});

export const actions: Actions = {
	signIn,
	pause: (event) => actOnRun(event, 'pause', event.url.pathname),
	resume: (event) => actOnRun(event, 'resume', event.url.pathname),
	cancel: (event) => actOnRun(event, 'cancel', event.url.pathname),
	retry: (event) => retryRun(event, event.url.pathname),
	setBudgetOfRun,
};
