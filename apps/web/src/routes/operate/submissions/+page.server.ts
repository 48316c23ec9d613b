import { signIn } from '../../../lib/operate/form-actions.ts';
import { readOperatorPage } from '../../../lib/operate/operator-page.ts';
import {
	review,
	revokeLink,
	startRun,
	withdraw,
} from '../../../lib/operate/submissions/submission-actions.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE = 50;

export const load: PageServerLoad = (event) =>
	readOperatorPage(event, 'Submissions', async (client) => {
		const asked = event.url.searchParams;
		const query = Object.fromEntries(
			['benchmark', 'model', 'cursor'].flatMap((name) =>
				asked.get(name) ? [[name, asked.get(name)]] : [],
			),
		);
		const [submissions, judges] = await Promise.all([
			client.submissions({ ...query, limit: PAGE }),
			client.judges(),
		]);
		return {
			submissions: submissions.items,
			next: submissions.next_cursor,
			benchmark: asked.get('benchmark') ?? '',
			model: asked.get('model') ?? '',
			submission: asked.get('submission') ?? '',
			judges: judges.items
				.filter(({ retired_at: at, recorded }) => at === null && !recorded)
				.map(({ name }) => name),
		};
	});

export const actions: Actions = { signIn, startRun, review, revokeLink, withdraw };
