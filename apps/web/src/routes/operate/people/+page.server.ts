import { signIn } from '../../../lib/operate/form-actions.ts';
import { readOperatorPage } from '../../../lib/operate/operator-page.ts';
import {
	blockPerson,
	endSessionsOf,
	unblockPerson,
} from '../../../lib/operate/people/people-actions.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE = 50;

export const load: PageServerLoad = async (event) => {
	const { searchParams } = event.url;
	const cursor = searchParams.get('cursor') ?? undefined;
	return readOperatorPage(event, 'People', async (client) => {
		const [people, { sign_in: offer }] = await Promise.all([
			client.people({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }),
			client.version(),
		]);
		return {
			now: new Date(),
			people: people.items,
			olderCursor: people.next_cursor,
			isConfigured: offer !== null,
			toBlock: searchParams.get('block'),
			toEnd: searchParams.get('end'),
		};
	});
};

export const actions: Actions = { signIn, endSessionsOf, blockPerson, unblockPerson };
