import type { Client } from '@codejoust/contract/client';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { openClient } from '../server/api.ts';
import { attempt, type Failure } from '../server/form.ts';
import { leaveNote, readToken } from './session.ts';

/** Does it with the operator's session and leads to `place` with a sentence, or says why not. */
export async function act(
	event: RequestEvent,
	place: string,
	work: (client: Client) => Promise<string>,
): Promise<Failure> {
	const trouble = await asOperator(event, async (client) => leaveNote(event, await work(client)));
	if (trouble) return trouble;
	redirect(303, place);
}

/** Does it with the operator's session, or says why not. */
export async function asOperator(
	event: RequestEvent,
	work: (client: Client) => Promise<unknown>,
): Promise<Failure | undefined> {
	const token = readToken(event);
	if (token === undefined) return fail(401, { message: 'You are not signed in any more.' });
	return attempt(() => work(openClient(event, token)));
}
