import { signIn } from '../../../../../lib/operate/form-actions.ts';
import { readOperatorPage } from '../../../../../lib/operate/operator-page.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE = 100;

export const load: PageServerLoad = (event) =>
	readOperatorPage(event, 'Replies of a run', async (client) => {
		const cursor = event.url.searchParams.get('cursor') ?? undefined;
		const [run, replies] = await Promise.all([
			client.run(event.params.id),
			client.runReplies(event.params.id, {
				limit: PAGE,
				...(cursor === undefined ? {} : { cursor }),
			}),
		]);
		return { run, replies: replies.items, next: replies.next_cursor };
	});

export const actions: Actions = { signIn };
