import type { Client } from '@codejoust/contract/client';
import { shareTokenOf } from '@codejoust/contract/share-token';
import { error, type RequestEvent } from '@sveltejs/kit';
import { describeTrouble, openClient } from '../server/api.ts';
import { isLockedOut } from '../server/locked-out.ts';
import type { PrivateScope } from './private-paths.ts';
import { dropToken, readToken } from './session.ts';

type Visit<Found> = {
	readonly client: Client;
	readonly scope: PrivateScope;
	readonly found: Found;
};

/**
 * Reads what a page of one submission shows: with the link in the address, as whoever has it; else with the visitor's session;
 * without one, or with one that has ended, as anybody. The page is kept nowhere, found by no search engine, and its address,
 * which may hold the link, is told to no other site. (Without any referrer a browser posts forms with the origin `null`.)
 */
export async function visitSubmission<Found>(
	event: RequestEvent,
	read: (client: Client, id: string) => Promise<Found>,
): Promise<Visit<Found>> {
	const { id = '' } = event.params;
	const share = event.url.searchParams.get('share') ?? undefined;
	event.setHeaders({
		'cache-control': 'private, no-store',
		'x-robots-tag': 'noindex, nofollow',
		'referrer-policy': share === undefined ? 'same-origin' : 'no-referrer',
	});
	const scope = { id, share };
	try {
		if (share !== undefined) {
			const client = openClient(event, shareTokenOf(id, share));
			return { client, scope, found: await read(client, id) };
		}
		return { scope, ...(await readAsVisitor(event, (client) => read(client, id))) };
	} catch (cause) {
		const trouble = describeTrouble(cause);
		if (!trouble) throw cause;
		error(trouble.status, trouble.title, { detail: trouble.detail });
	}
}

async function readAsVisitor<Found>(event: RequestEvent, read: (client: Client) => Promise<Found>) {
	const client = openClient(event, readToken(event));
	try {
		return { client, found: await read(client) };
	} catch (cause) {
		if (!isLockedOut(cause)) throw cause;
		dropToken(event);
		const stranger = openClient(event);
		return { client: stranger, found: await read(stranger) };
	}
}
