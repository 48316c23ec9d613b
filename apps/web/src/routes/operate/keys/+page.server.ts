import { signIn } from '../../../lib/operate/form-actions.ts';
import {
	createKey,
	createOrganisation,
	endSession,
	limitOrganisation,
	revokeKey,
	rotateKey,
} from '../../../lib/operate/keys/key-actions.ts';
import { changeKey } from '../../../lib/operate/keys/change-key-action.ts';
import { readOperatorPage } from '../../../lib/operate/operator-page.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE = 50;
const MOST_SESSIONS = 100;

export const load: PageServerLoad = async (event) => {
	const { searchParams } = event.url;
	const organisation = searchParams.get('organisation') ?? undefined;
	const cursor = searchParams.get('cursor') ?? undefined;
	return readOperatorPage(event, 'Keys', async (client) => {
		const [organisations, sessions, keys] = await Promise.all([
			client.organisations(),
			client.sessions({ limit: MOST_SESSIONS }),
			client.keys({
				limit: PAGE,
				...(organisation === undefined ? {} : { organisation }),
				...(cursor === undefined ? {} : { cursor }),
			}),
		]);
		return {
			now: new Date(),
			organisations: organisations.items,
			sessions: sessions.items,
			hasMoreSessions: sessions.next_cursor !== null,
			keys: keys.items,
			olderCursor: keys.next_cursor,
			organisation,
			toRotate: searchParams.get('rotate'),
			toChange: searchParams.get('change'),
			toRevoke: searchParams.get('revoke'),
			toLimit: searchParams.get('limit'),
			toEnd: searchParams.get('end'),
			/** Sent with a form that makes a key, so that the same form sent twice makes one. */
			repetition: crypto.randomUUID(),
		};
	});
};

export const actions: Actions = {
	signIn,
	createKey,
	rotateKey,
	revokeKey,
	changeKey,
	createOrganisation,
	limitOrganisation,
	endSession,
};
