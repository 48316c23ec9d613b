import { signIn } from '../../../lib/operate/form-actions.ts';
import { createModel } from '../../../lib/operate/models/create-model-action.ts';
import { changeModel, markRerun } from '../../../lib/operate/models/model-actions.ts';
import { statePrice } from '../../../lib/operate/models/price-action.ts';
import { readOperatorPage } from '../../../lib/operate/operator-page.ts';
import type { Actions, PageServerLoad } from './$types';

const MOST_SUBMISSIONS = 50;

export const load: PageServerLoad = (event) =>
	readOperatorPage(event, 'Models', async (client) => {
		const { items } = await client.models();
		const wanted = event.url.searchParams.get('model');
		const toCorrect = items.find(({ slug }) => slug === wanted);
		const submissions = toCorrect
			? (await client.submissions({ model: toCorrect.slug, limit: MOST_SUBMISSIONS })).items
			: [];
		return { models: items, wanted, toCorrect, submissions };
	});

export const actions: Actions = { signIn, changeModel, markRerun, createModel, statePrice };
