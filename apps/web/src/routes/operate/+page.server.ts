import { error } from '@sveltejs/kit';
import { actOnRun, retryBoard, signIn, signOut } from '../../lib/operate/form-actions.ts';
import { keyId } from '../../lib/operate/operator-key.ts';
import { readPanel } from '../../lib/operate/read-panel.ts';
import { dropKey, readKey, takeNote } from '../../lib/operate/session.ts';
import { describeTrouble, openClient } from '../../lib/server/api.ts';
import { isLockedOut } from '../../lib/server/locked-out.ts';
import type { Actions, PageServerLoad } from './$types';

const title = 'Operate';

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
	const key = readKey(event);
	if (key === undefined) return { title };
	const { searchParams } = event.url;
	const cursor = searchParams.get('cursor') ?? undefined;
	try {
		const panel = await readPanel(openClient(event, key), { now: new Date(), cursor });
		const note = takeNote(event);
		return { title, panel, keyId: keyId(key), note, toCancel: searchParams.get('cancel') };
	} catch (cause) {
		if (isLockedOut(cause)) {
			dropKey(event);
			return { title, lockedOut: cause.problem.detail };
		}
		const trouble = describeTrouble(cause);
		if (!trouble) throw cause;
		error(trouble.status, trouble.title, { detail: trouble.detail });
	}
};

export const actions: Actions = {
	signIn,
	signOut,
	pause: (event) => actOnRun(event, 'pause'),
	resume: (event) => actOnRun(event, 'resume'),
	cancel: (event) => actOnRun(event, 'cancel'),
	retry: (event) => actOnRun(event, 'retry'),
	retryBoard,
};
