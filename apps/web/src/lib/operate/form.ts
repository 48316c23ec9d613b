import type { Client } from '@codejoust/api/client';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { openClient } from '../server/api.ts';
import { attempt, type Failure } from '../server/form.ts';
import { leaveNote, readKey } from './session.ts';

/** Does it with the operator's key and leads to `place` with a sentence, or says why not. */
export async function act(
	event: RequestEvent,
	place: string,
	work: (client: Client) => Promise<string>,
): Promise<Failure> {
	const trouble = await asOperator(event, async (client) => leaveNote(event, await work(client)));
	if (trouble) return trouble;
	redirect(303, place);
}

/** Does it with the operator's key, or says why not. */
export async function asOperator(
	event: RequestEvent,
	work: (client: Client) => Promise<unknown>,
): Promise<Failure | undefined> {
	const key = readKey(event);
	if (key === undefined) return fail(401, { message: 'Nobody is signed in any more.' });
	return attempt(() => work(openClient(event, key)));
}
