import {
	bindJudge,
	removePrice,
	setPrice,
	testEndpoint,
} from '../../../lib/operate/endpoints/endpoint-actions.ts';
import { readEntry } from '../../../lib/operate/endpoints/endpoint-entry.ts';
import { signIn } from '../../../lib/operate/form-actions.ts';
import { readOperatorPage } from '../../../lib/operate/operator-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	readOperatorPage(event, 'Endpoints', async (client) => {
		const [endpoints, judges] = await Promise.all([client.endpoints(), client.judges()]);
		return {
			endpoints: endpoints.items,
			file: endpoints.file,
			entry: readEntry(event.url.searchParams, endpoints.items),
			judges: judges.items.filter(
				({ is_rehearsal: isRehearsal, retired_at: at }) => !isRehearsal && at === null,
			),
		};
	});

export const actions: Actions = { signIn, bindJudge, testEndpoint, setPrice, removePrice };
