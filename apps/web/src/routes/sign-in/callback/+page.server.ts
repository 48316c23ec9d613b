import { error, redirect } from '@sveltejs/kit';
import { describeTrouble, openClient } from '../../../lib/server/api.ts';
import { PRIVATE_PAGE } from '../../../lib/server/private-page.ts';
import { keepSession, leaving } from '../../../lib/session.ts';
import type { PageServerLoad } from './$types';

/** Where the identity provider sends people back to. */
export const load: PageServerLoad = async (event) => {
	event.setHeaders(PRIVATE_PAGE);
	const browser = leaving.take(event) ?? '';
	redirect(303, await endSignIn(event, browser));
};

async function endSignIn(event: Parameters<PageServerLoad>[0], browser: string): Promise<string> {
	try {
		const ended = await openClient(event).endSignIn({ query: event.url.search, browser });
		keepSession(event, ended.session, { isFromElsewhere: true });
		return ended.to;
	} catch (cause) {
		const trouble = describeTrouble(cause);
		if (!trouble) throw cause;
		error(trouble.status, { message: 'You are not signed in', detail: trouble.detail });
	}
}
