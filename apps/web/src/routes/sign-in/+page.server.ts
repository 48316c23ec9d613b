import { redirect } from '@sveltejs/kit';
import { askApi } from '../../lib/server/api.ts';
import { PRIVATE_PAGE } from '../../lib/server/private-page.ts';
import { leaving } from '../../lib/session.ts';
import type { PageServerLoad } from './$types';

/** Leads to the identity provider. */
export const load: PageServerLoad = async (event) => {
	event.setHeaders(PRIVATE_PAGE);
	const to = event.url.searchParams.get('to');
	const { url, browser } = await askApi(event, (client) =>
		client.beginSignIn(to === null ? {} : { to }),
	);
	leaving.keep(event, browser);
	// An address that the provider of the settings has named.
	redirect(302, url, { external: true });
};
