import type { SessionOfKey } from '@codejoust/db/queries/keys/sessions';
import { takeSignIn } from '@codejoust/db/queries/keys/sign-ins';
import { hashSecret } from '../../api-key.ts';
import type { ApiDeps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { admitPerson } from './admit-person.ts';
import { requireSignIn, SIGN_IN_MS } from './begin-sign-in.ts';
import { startPersonSession } from './start-person-session.ts';

type Deps = Pick<ApiDeps, 'db' | 'now' | 'signIn' | 'keyHelp'>;

/**
 * Ends a sign-in that this browser began: reads who came back from the provider, stores what the person may do, and starts a
 * session. A person without a role gets none.
 */
export async function endSignIn(
	deps: Deps,
	{
		query,
		browser,
		requestId,
	}: { readonly query: string; readonly browser: string; readonly requestId: string },
): Promise<{ readonly found: SessionOfKey; readonly token: string; readonly to: string }> {
	const { db, now, signIn } = deps;
	const { provider, settings } = requireSignIn(signIn);
	const state = new URLSearchParams(query).get('state') ?? '';
	const begun = await takeSignIn(db, {
		stateHash: hashSecret(state),
		browserHash: hashSecret(browser),
		expired: new Date(now().getTime() - SIGN_IN_MS),
	});
	if (!begun)
		throw new Refusal(
			'forbidden',
			`This sign-in was not begun in this browser, has ended already, or began more than ${SIGN_IN_MS / 60_000} minutes ago: sign in again.`,
		);
	const identity = await provider.identify(query, { ...begun, state });
	const started = await db.transaction(async (tx) => {
		const admitted = await admitPerson(tx, { identity, settings, at: now(), requestId });
		return admitted.kind === 'refused'
			? admitted
			: startPersonSession(tx, { ...admitted, at: now(), requestId });
	});
	// After the transaction, which has ended what the person could do before.
	if ('kind' in started) throw refuse(started.reason, deps.keyHelp);
	const mayOperate = started.found.key.scopes.includes('operate');
	const to = begun.leadsTo.startsWith('/operate') && !mayOperate ? '/submit' : begun.leadsTo;
	return { ...started, to };
}

function refuse(reason: string, keyHelp: string | undefined): Refusal {
	return new Refusal('forbidden', keyHelp === undefined ? reason : `${reason} ${keyHelp}`);
}
