import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { openClient } from '../server/api.ts';
import { attempt, type Failure, readField } from '../server/form.ts';
import { keepSession } from '../session.ts';
import { readToken } from './session.ts';

/** Lets the session act for another organisation of the person who has signed in. */
export async function chooseOrganisation(event: RequestEvent): Promise<Failure> {
	const token = readToken(event);
	if (token === undefined) return fail(401, { message: 'You are not signed in any more.' });
	const organisation = await readField(event, 'organisation');
	const trouble = await attempt(async () => {
		const session = await openClient(event, token).chooseOrganisation(organisation);
		keepSession(event, { token, key: session.key }, { isFromElsewhere: true });
	});
	if (trouble) return trouble;
	redirect(303, event.url.pathname);
}
