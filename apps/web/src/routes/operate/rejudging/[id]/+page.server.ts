import { readOperatorPage } from '../../../../lib/operate/operator-page.ts';
import { signIn } from '../../../../lib/operate/form-actions.ts';
import {
	controlRejudging,
	decideRejudging,
	setRejudgingBudget,
	startRejudging,
} from '../../../../lib/operate/rejudging-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	readOperatorPage(event, 'A re-judging', async (client) => ({
		rejudging: await client.rejudging(event.params.id),
	}));

export const actions: Actions = {
	signIn,
	start: startRejudging,
	pause: (event) => controlRejudging(event, 'pause'),
	resume: (event) => controlRejudging(event, 'resume'),
	promote: (event) => decideRejudging(event, 'promote'),
	discard: (event) => decideRejudging(event, 'discard'),
	cancel: (event) => decideRejudging(event, 'cancel'),
	budget: setRejudgingBudget,
};
