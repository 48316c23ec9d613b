import type { Client } from '@codejoust/contract/client';
import { error, type RequestEvent } from '@sveltejs/kit';
import { describeTrouble, openClient } from '../server/api.ts';
import { readSignInOffer } from '../server/sign-in-offer.ts';
import { nameSession } from '../signed-in.ts';
import { isLockedOut } from '../server/locked-out.ts';
import { dropToken, readToken, takeNote } from './session.ts';

export type OperatorPage<Shown> = {
	readonly title: string;
	/** Absent while nobody is signed in. */
	readonly shown?: Shown;
	/** The key, or the person with the organisation. */
	readonly keyId?: string;
	/** How people sign in at an identity provider; absent where somebody is signed in. */
	readonly signIn?: App.PageData['signIn'];
	/** What was done just now. */
	readonly note?: string | undefined;
	/** Why the session that was started is not accepted any more. */
	readonly lockedOut?: string;
};

/** Reads a page that only operators see; without a session that is accepted it is a page to sign in on. */
export async function readOperatorPage<Shown>(
	event: Pick<RequestEvent, 'cookies' | 'locals' | 'platform' | 'setHeaders' | 'url'>,
	title: string,
	read: (client: Client) => Promise<Shown>,
): Promise<OperatorPage<Shown>> {
	event.setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
	const token = readToken(event);
	if (token === undefined) return { title, ...(await offer(event)) };
	const client = openClient(event, token);
	try {
		// First of all, so that a key that may not operate is refused with the same sentence on every page.
		const session = await client.session('current');
		const { key, person } = session;
		if (!key.scopes.includes('operate')) {
			// A person may choose another organisation, for which this session then operates.
			if (!person) dropToken(event);
			return {
				title,
				lockedOut: person
					? `This needs the role operator; ${nameSession(session)} has not. The page /submit lets you choose another organisation.`
					: `This needs a key with the scope "operate"; the key ${key.id} has not.`,
				...(await offer(event)),
			};
		}
		return { title, shown: await read(client), keyId: nameSession(session), note: takeNote(event) };
	} catch (cause) {
		if (isLockedOut(cause)) {
			dropToken(event);
			return { title, lockedOut: cause.problem.detail, ...(await offer(event)) };
		}
		const trouble = describeTrouble(cause);
		if (!trouble) throw cause;
		error(trouble.status, trouble.title, { detail: trouble.detail });
	}
}

async function offer(event: Parameters<typeof readSignInOffer>[0]) {
	return { signIn: (await readSignInOffer(event)).signIn };
}
