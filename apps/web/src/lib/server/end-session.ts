import { redirect, type RequestEvent } from '@sveltejs/kit';
import { dropSession } from '../session.ts';
import { openClient } from './api.ts';
import { attempt, type Failure } from './form.ts';
import { isLockedOut } from './locked-out.ts';

/** Who signed in at an identity provider may sign out there, too. */
const SIGNED_OUT = '/sign-in/out';

/** Signs out everywhere on this site and leads to `place`, or says why not. A session that is over already needs no ending. */
export async function endSession(
	event: RequestEvent,
	{ token, place }: { readonly token: string | undefined; readonly place: string },
): Promise<Failure> {
	dropSession(event);
	let leadsTo = place;
	const trouble = await attempt(async () => {
		if (token === undefined) return;
		try {
			const { person } = await openClient(event, token).endSession('current');
			if (person !== null) leadsTo = SIGNED_OUT;
		} catch (cause) {
			if (!isLockedOut(cause)) throw cause;
		}
	});
	if (trouble) return trouble;
	redirect(303, leadsTo);
}
