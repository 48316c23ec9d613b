import { error } from '@sveltejs/kit';
import { askApi, describeTrouble, openClient } from '../../lib/server/api.ts';
import { isLockedOut } from '../../lib/server/locked-out.ts';
import { check, send, signIn, signOut } from '../../lib/submit/form-actions.ts';
import { dropToken, readToken } from '../../lib/submit/session.ts';
import type { Actions, PageServerLoad } from './$types';

const title = 'Submit';
const MOST_OWN = 50;

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'private, no-store' });
	const token = readToken(event);
	if (token === undefined) return { title, keyHelp: await readKeyHelp(event) };
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
			keyId: session.key.id,
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
			return { title, lockedOut: cause.problem.detail, keyHelp: await readKeyHelp(event) };
		}
		const trouble = describeTrouble(cause);
		if (!trouble) throw cause;
		error(trouble.status, trouble.title, { detail: trouble.detail });
	}
};

/** What the operator says of keys. */
async function readKeyHelp(event: Parameters<PageServerLoad>[0]): Promise<string | undefined> {
	return (await askApi(event, (client) => client.version())).key_help ?? undefined;
}

export const actions: Actions = { signIn, signOut, send, check };
