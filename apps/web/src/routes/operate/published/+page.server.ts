import { signIn } from '../../../lib/operate/form-actions.ts';
import { readOperatorPage } from '../../../lib/operate/operator-page.ts';
import { addPublished, removePublished } from '../../../lib/operate/published/published-actions.ts';
import { benchmarkName } from '../../../lib/link.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	readOperatorPage(event, 'Published results', async (client) => {
		const { items } = await client.benchmarks({ include: 'all' });
		const names = items.filter(({ retired_at: at }) => at === null).map(benchmarkName);
		const asked = event.url.searchParams.get('benchmark');
		const shown = names.find((name) => name === asked) ?? names[0];
		const sets = shown === undefined ? [] : (await client.publishedSets(shown)).items;
		const wanted = event.url.searchParams.get('remove');
		return { names, shown, sets, toRemove: sets.find(({ id }) => id === wanted)?.id };
	});

export const actions: Actions = { signIn, addPublished, removePublished };
