import { signIn } from '../../../lib/operate/form-actions.ts';
import { changeModel } from '../../../lib/operate/models/model-actions.ts';
import { readOperatorPage } from '../../../lib/operate/operator-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	readOperatorPage(event, 'Models', async (client) => {
		const { items } = await client.models();
		const wanted = event.url.searchParams.get('model');
		return { models: items, wanted, toCorrect: items.find(({ slug }) => slug === wanted) };
	});

export const actions: Actions = { signIn, changeModel };
