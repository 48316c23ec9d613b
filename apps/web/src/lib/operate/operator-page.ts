import type { Client } from '@codejoust/api/client';
import { error, type RequestEvent } from '@sveltejs/kit';
import { describeTrouble, openClient } from '../server/api.ts';
import { isLockedOut } from '../server/locked-out.ts';
import { keyId } from './operator-key.ts';
import { dropKey, readKey, takeNote } from './session.ts';

export type OperatorPage<Shown> = {
	readonly title: string;
	/** Absent while nobody is signed in. */
	readonly shown?: Shown;
	readonly keyId?: string;
	/** What was done just now. */
	readonly note?: string | undefined;
	/** Why the key that was signed in with is not taken any more. */
	readonly lockedOut?: string;
};

/** Reads a page that only operators see; without a key that is taken it is a page to sign in on. */
export async function readOperatorPage<Shown>(
	event: Pick<RequestEvent, 'cookies' | 'locals' | 'platform' | 'setHeaders' | 'url'>,
	title: string,
	read: (client: Client) => Promise<Shown>,
): Promise<OperatorPage<Shown>> {
	event.setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
	const key = readKey(event);
	if (key === undefined) return { title };
	try {
		const shown = await read(openClient(event, key));
		return { title, shown, keyId: keyId(key), note: takeNote(event) };
	} catch (cause) {
		if (isLockedOut(cause)) {
			dropKey(event);
			return { title, lockedOut: cause.problem.detail };
		}
		const trouble = describeTrouble(cause);
		if (!trouble) throw cause;
		error(trouble.status, trouble.title, { detail: trouble.detail });
	}
}
