import { insertSignIn } from '@codejoust/db/queries/keys/sign-ins';
import { hashSecret, makeSecret } from '../../api-key.ts';
import type { ApiDeps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import type { SignIn } from '../../sign-in.ts';

/** How long a person may take at the provider. */
export const SIGN_IN_MS = 600_000;
const MOST_OPEN = 10_000;

/** Begins a sign-in for one browser: it ends once, within ten minutes, in that browser. */
export async function beginSignIn(
	{ db, now, signIn }: Pick<ApiDeps, 'db' | 'now' | 'signIn'>,
	leadsTo: string,
): Promise<{ readonly url: string; readonly browser: string; readonly expiresAt: Date }> {
	const { state, nonce, verifier, url } = await requireSignIn(signIn).provider.begin();
	const browser = makeSecret();
	const createdAt = now();
	const row = {
		stateHash: hashSecret(state),
		browserHash: hashSecret(browser),
		...{ nonce, verifier, leadsTo, createdAt },
	};
	const expired = new Date(createdAt.getTime() - SIGN_IN_MS);
	const isStored = await db.transaction((tx) =>
		insertSignIn(tx, row, { expired, most: MOST_OPEN }),
	);
	if (!isStored)
		throw new Refusal(
			'too-many-requests',
			`${MOST_OPEN} people are signing in, which is the limit: try again in a few minutes.`,
			[],
			0,
			{ retryAfterSeconds: 60 },
		);
	return { url, browser, expiresAt: new Date(createdAt.getTime() + SIGN_IN_MS) };
}

export function requireSignIn(signIn: SignIn | undefined): SignIn {
	if (signIn) return signIn;
	throw new Refusal('not-found', 'This site has no sign-in with OpenID Connect: use an API key.');
}
