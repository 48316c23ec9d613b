import { error, redirect } from '@sveltejs/kit';
import { describeTrouble, openClient } from '../../../lib/server/api.ts';
import { isLockedOut } from '../../../lib/server/locked-out.ts';
import { makeOwnKey, revokeOwnKey, rotateOwnKey } from '../../../lib/submit/own-key-actions.ts';
import { readToken, takeNote } from '../../../lib/submit/session.ts';
import { describeSignedIn } from '../../../lib/submit/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Keys of the organisation that a person acts for. */
export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
	const token = readToken(event);
	if (token === undefined) redirect(303, '/submit');
	const client = openClient(event, token);
	try {
		const session = await client.session('current');
		const signedIn = await describeSignedIn(client, session);
		if (!signedIn.mayMakeKeys) redirect(303, '/submit');
		const asked = event.url.searchParams;
		return {
			title: 'Keys for machines',
			signedIn,
			keys: (await client.ownKeys()).items,
			now: new Date(),
			toRotate: asked.get('rotate'),
			toRevoke: asked.get('revoke'),
			/** Sent with a form that makes a key, so that the same form sent twice makes one. */
			repetition: crypto.randomUUID(),
			note: takeNote(event),
		};
	} catch (cause) {
		if (isLockedOut(cause)) redirect(303, '/submit');
		const trouble = describeTrouble(cause);
		if (!trouble) throw cause;
		error(trouble.status, trouble.title, { detail: trouble.detail });
	}
};

export const actions: Actions = {
	make: makeOwnKey,
	rotate: rotateOwnKey,
	revoke: revokeOwnKey,
};
