import { error } from '@sveltejs/kit';
import { describeTrouble, openClient } from '../../lib/server/api.ts';
import { isLockedOut } from '../../lib/server/locked-out.ts';
import { readSignInOffer } from '../../lib/server/sign-in-offer.ts';
import { chooseOrganisation } from '../../lib/submit/choose-organisation.ts';
import { describeSignedIn } from '../../lib/submit/signed-in.ts';
import { check, send, signIn, signOut } from '../../lib/submit/form-actions.ts';
import { dropToken, readToken } from '../../lib/submit/session.ts';
import type { Actions, PageServerLoad } from './$types';

const title = 'Submit';
const MOST_OWN = 50;

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'private, no-store' });
	const token = readToken(event);
	if (token === undefined) return { title, ...(await readSignInOffer(event)) };
	const client = openClient(event, token);
	try {
		const own = await client.submissions({ mine: 'true', limit: MOST_OWN });
		const [session, benchmarks, models, { client: cli }] = await Promise.all([
			client.session('current'),
			client.benchmarks(),
			client.models(),
			client.version(),
		]);
		const desk = {
			signedIn: await describeSignedIn(client, session),
			own: own.items,
			benchmarks: benchmarks.items,
			models: models.items,
			chosen: event.url.searchParams.get('benchmark') ?? undefined,
			once: crypto.randomUUID(),
			origin: event.url.origin,
			clientPath: cli?.path,
		};
		return { title, desk };
	} catch (cause) {
		if (isLockedOut(cause)) {
			dropToken(event);
			return { title, lockedOut: cause.problem.detail, ...(await readSignInOffer(event)) };
		}
		const trouble = describeTrouble(cause);
		if (!trouble) throw cause;
		error(trouble.status, trouble.title, { detail: trouble.detail });
	}
};

export const actions: Actions = { signIn, signOut, send, check, chooseOrganisation };
