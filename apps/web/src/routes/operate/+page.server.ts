import { actOnRun, signIn, signOut } from '../../lib/operate/form-actions.ts';
import { liftHold } from '../../lib/operate/holds/hold-actions.ts';
import { readOperatorPage } from '../../lib/operate/operator-page.ts';
import { liftHolds, retryBoard, retryRun } from '../../lib/operate/runs/repeat-actions.ts';
import { readPanel } from '../../lib/operate/read-panel.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { searchParams } = event.url;
	const cursor = searchParams.get('cursor') ?? undefined;
	const toCancel = searchParams.get('cancel');
	return readOperatorPage(event, 'Operate', async (client) => ({
		panel: await readPanel(client, { now: new Date(), cursor }),
		toCancel,
	}));
};

export const actions: Actions = {
	signIn,
	signOut,
	pause: (event) => actOnRun(event, 'pause'),
	resume: (event) => actOnRun(event, 'resume'),
	cancel: (event) => actOnRun(event, 'cancel'),
	retry: (event) => retryRun(event),
	retryBoard,
	liftHold,
	liftHolds,
};
