import { error } from '@sveltejs/kit';
import { keyId } from '../../lib/operate/operator-key.ts';
import { describeTrouble, openClient } from '../../lib/server/api.ts';
import { isLockedOut } from '../../lib/server/locked-out.ts';
import { send, signIn, signOut } from '../../lib/submit/form-actions.ts';
import { dropKey, readKey } from '../../lib/submit/session.ts';
import type { Actions, PageServerLoad } from './$types';

const title = 'Submit';
const MOST_OWN = 50;

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'private, no-store' });
	const key = readKey(event);
	if (key === undefined) return { title };
	const client = openClient(event, key);
	try {
		const own = await client.submissions({ mine: 'true', limit: MOST_OWN });
		const [benchmarks, models] = await Promise.all([client.benchmarks(), client.models()]);
		const desk = {
			keyId: keyId(key),
			own: own.items,
			benchmarks: benchmarks.items,
			models: models.items,
			chosen: event.url.searchParams.get('benchmark') ?? undefined,
			once: crypto.randomUUID(),
		};
		return { title, desk };
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

export const actions: Actions = { signIn, signOut, send };
