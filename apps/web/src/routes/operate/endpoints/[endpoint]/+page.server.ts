import { error } from '@sveltejs/kit';
import { setPrice, testEndpoint } from '../../../../lib/operate/endpoints/endpoint-actions.ts';
import {
	registerJudge,
	startFirstHour,
} from '../../../../lib/operate/endpoints/first-hour-actions.ts';
import { signIn } from '../../../../lib/operate/form-actions.ts';
import { readOperatorPage } from '../../../../lib/operate/operator-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	readOperatorPage(event, 'First hour', async (client) => {
		const id = event.url.searchParams.get('hour');
		const [{ items }, hour] = await Promise.all([
			client.endpoints(),
			id === null ? undefined : client.firstHour(id),
		]);
		const endpoint = items.find(({ name }) => name === event.params.endpoint);
		if (endpoint === undefined)
			error(404, 'No such endpoint', {
				detail: `No endpoint has the name ${event.params.endpoint}.`,
			});
		return { endpoint, hour };
	});

export const actions: Actions = { signIn, testEndpoint, setPrice, startFirstHour, registerJudge };
