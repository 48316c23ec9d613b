import { signIn } from '../../../lib/operate/form-actions.ts';
import { readOperatorPage } from '../../../lib/operate/operator-page.ts';
import type { Actions, PageServerLoad } from './$types';

const FILTERS = ['actor', 'organisation', 'action', 'subject'] as const;

export const load: PageServerLoad = async (event) => {
	const { searchParams } = event.url;
	const filter: Partial<Record<(typeof FILTERS)[number], string>> = {};
	for (const name of FILTERS) {
		const value = searchParams.get(name);
		if (value !== null) filter[name] = value.trim();
	}
	const cursor = searchParams.get('cursor') ?? undefined;
	return readOperatorPage(event, 'Audit log', async (client) => {
		const page = await client.audit({ ...filter, cursor, limit: 50 });
		return { filter, entries: page.items, olderCursor: page.next_cursor };
	});
};

export const actions: Actions = { signIn };
