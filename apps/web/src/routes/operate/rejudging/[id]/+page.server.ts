import { readOperatorPage } from '../../../../lib/operate/operator-page.ts';
import { signIn } from '../../../../lib/operate/form-actions.ts';
import {
	controlRejudging,
	decideRejudging,
	promoteRejudging,
	setRejudgingBudget,
	startRejudging,
} from '../../../../lib/operate/rejudging/rejudging-actions.ts';
import { readDecision } from '../../../../lib/operate/rejudging/read-decision.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	readOperatorPage(event, 'A re-judging', (client) => readDecision(client, event.params.id));

export const actions: Actions = {
	signIn,
	start: startRejudging,
	pause: (event) => controlRejudging(event, 'pause'),
	resume: (event) => controlRejudging(event, 'resume'),
	promote: promoteRejudging,
	discard: (event) => decideRejudging(event, 'discard'),
	cancel: (event) => decideRejudging(event, 'cancel'),
	budget: setRejudgingBudget,
};
