import { askApi } from '../../../lib/server/api.ts';
import { PRIVATE_PAGE } from '../../../lib/server/private-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.setHeaders(PRIVATE_PAGE);
	const [{ url }, { sign_in: signIn }] = await askApi(event, (client) =>
		Promise.all([client.providerSignOut(), client.version()]),
	);
	return { title: 'Signed out', url, label: signIn?.label };
};
