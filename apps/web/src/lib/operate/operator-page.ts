import type { Client } from '@codejoust/contract/client';
import { error, type RequestEvent } from '@sveltejs/kit';
import { describeTrouble, openClient } from '../server/api.ts';
import { isLockedOut } from '../server/locked-out.ts';
import { dropToken, readToken, takeNote } from './session.ts';

export type OperatorPage<Shown> = {
	readonly title: string;
	/** Absent while nobody is signed in. */
	readonly shown?: Shown;
	readonly keyId?: string;
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
	if (token === undefined) return { title };
	const client = openClient(event, token);
	try {
		// First of all, so that a key that may not operate is refused with the same sentence on every page.
		const { key } = await client.session('current');
		if (!key.scopes.includes('operate')) {
			dropToken(event);
			return {
				title,
				lockedOut: `This needs a key with the scope "operate"; the key ${key.id} has not.`,
			};
		}
		return { title, shown: await read(client), keyId: key.id, note: takeNote(event) };
	} catch (cause) {
		if (isLockedOut(cause)) {
			dropToken(event);
			return { title, lockedOut: cause.problem.detail };
		}
		const trouble = describeTrouble(cause);
		if (!trouble) throw cause;
		error(trouble.status, trouble.title, { detail: trouble.detail });
	}
}
