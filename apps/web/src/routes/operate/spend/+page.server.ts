import { signIn } from '../../../lib/operate/form-actions.ts';
import { readOperatorPage } from '../../../lib/operate/operator-page.ts';
import type { Actions, PageServerLoad } from './$types';

const RANGES = [7, 30, 90, 365] as const;
const USUAL = 30;

export const load: PageServerLoad = (event) =>
	readOperatorPage(event, 'Spend', async (client) => {
		const asked = Number(event.url.searchParams.get('days'));
		const days = RANGES.find((one) => one === asked) ?? USUAL;
		const [spend, budget] = await Promise.all([client.spend({ days }), client.serviceBudget()]);
		return { spend, budget, days, ranges: RANGES };
	});

export const actions: Actions = { signIn };
